-- One of them. Columns as registry_records.
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body, r.at_s, r.gone
FROM registry_entry e JOIN registry_record r ON r.entry = e.id
JOIN registry_version v ON v.entry = r.entry AND v.number = r.version
WHERE e.kind = :kind AND e.key = :key
