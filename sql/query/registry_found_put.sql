INSERT INTO registry_found (entry, title, parts) VALUES (:entry, :title, :parts)
