-- What was published at the time :at_s. Columns as registry_version_get.
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body
FROM registry_entry e JOIN registry_version v ON v.entry = e.id
    AND v.number = (SELECT a.shown FROM audit a WHERE a.entry = e.id AND a.at_s <= :at_s ORDER BY a.id DESC LIMIT 1)
WHERE e.kind = :kind ORDER BY e.key LIMIT :limit OFFSET :offset
