INSERT OR IGNORE INTO registry_link (kind, field, value, entry) VALUES (:kind, :field, :value, :entry)
