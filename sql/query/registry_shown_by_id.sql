-- The published version of an entry by its number, with its kind. Columns as registry_version_get, and kind.
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body, e.kind
FROM registry_entry e JOIN registry_version v ON v.entry = e.id AND v.number = e.shown
WHERE e.id = :entry
