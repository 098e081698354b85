DELETE FROM registry_found WHERE entry = :entry
