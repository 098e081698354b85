-- Published entries of a kind whose field has this value. Columns as registry_version_get.
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body
FROM registry_link l JOIN registry_entry e ON e.id = l.entry
JOIN registry_version v ON v.entry = e.id AND v.number = e.shown
WHERE l.kind = :kind AND l.field = :field AND l.value = :value ORDER BY e.key LIMIT :limit OFFSET :offset
