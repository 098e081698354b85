-- What was published or changed last. Columns as registry_records.
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body, r.at_s, r.gone
FROM registry_record r JOIN registry_entry e ON e.id = r.entry
JOIN registry_version v ON v.entry = r.entry AND v.number = r.version
WHERE r.kind = :kind AND r.gone = 0 ORDER BY r.at_s DESC, r.entry DESC LIMIT :limit
