DELETE FROM registry_link WHERE entry = :entry
