SELECT count(*) FROM registry_entry
