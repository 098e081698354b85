SELECT count(*) FROM registry_entry WHERE kind = :kind AND shown IS NOT NULL
