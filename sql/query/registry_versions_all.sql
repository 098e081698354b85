-- Every version, with what the log says its digest was when it was made.
SELECT e.kind, e.key, v.number, v.body, v.digest,
    (SELECT a.digest FROM audit a WHERE a.entry = e.id AND a.version = v.number ORDER BY a.id LIMIT 1)
FROM registry_version v JOIN registry_entry e ON e.id = v.entry ORDER BY v.entry, v.number
