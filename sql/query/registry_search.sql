-- Entries that have the words, newest first. :query is an FTS5 expression over folded words.
SELECT t.rowid FROM registry_text t JOIN registry_entry e ON e.id = t.rowid
WHERE registry_text MATCH :query AND (:kind = '' OR e.kind = :kind) ORDER BY t.rowid DESC LIMIT :limit
