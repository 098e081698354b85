-- The newest version of every entry of a kind. Columns as registry_version_get.
SELECT e.id, e.key, v.number, e.state, v.who, v.why, v.at_s, v.body
FROM registry_entry e JOIN registry_version v ON v.entry = e.id AND v.number = e.newest
WHERE e.kind = :kind ORDER BY e.key LIMIT :limit OFFSET :offset
