-- What can be harvested of a kind, oldest change first, from behind the row that was read last. :field and :value: only
-- what has them; entries that are gone come in any case, the caller looks at what they said. Columns as
-- registry_version_get, and moment and whether it is gone.
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body, r.at_s, r.gone
FROM registry_record r JOIN registry_entry e ON e.id = r.entry
JOIN registry_version v ON v.entry = r.entry AND v.number = r.version
WHERE r.kind = :kind AND r.at_s BETWEEN :from_s AND :until_s AND (r.at_s, r.entry) > (:after_at_s, :after_entry)
    AND (:field = '' OR r.gone = 1 OR EXISTS (SELECT 1 FROM registry_link l
        WHERE l.kind = r.kind AND l.field = :field AND l.value = :value AND l.entry = r.entry))
ORDER BY r.at_s, r.entry
