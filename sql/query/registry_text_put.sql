INSERT INTO registry_text (rowid, title, body) VALUES (:entry, :title, :body)
