SELECT count(*) FROM (SELECT 1 FROM registry_text t JOIN registry_entry e ON e.id = t.rowid
WHERE registry_text MATCH :query AND (:kind = '' OR e.kind = :kind) LIMIT :limit)
