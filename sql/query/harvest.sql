-- SPDX-License-Identifier: Apache-2.0
-- harvest.sql: registry_record, what other catalogues collect: every entry that is published, or
-- was once and no longer is (gone = 1), and the second of that change. `version` is the published
-- one, or the last that was.

-- name: registry_record_put
-- An entry was published, changed or withdrawn.
-- :entry integer   :kind text   :version :at_s :gone integer
INSERT INTO registry_record (entry, kind, version, at_s, gone)
VALUES (:entry, :kind, :version, :at_s, :gone)
ON CONFLICT (entry) DO UPDATE
SET version = excluded.version, at_s = excluded.at_s, gone = excluded.gone

-- name: registry_record_get
-- The record of one entry.
-- :kind :key text
-- returns  as registry_records
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body, r.at_s, r.gone
FROM registry_entry e JOIN registry_record r ON r.entry = e.id
JOIN registry_version v ON v.entry = r.entry AND v.number = r.version
WHERE e.kind = :kind AND e.key = :key

-- name: registry_records
-- Records of a kind that changed in a span of time, oldest change first, after the one that was
-- read last. With a field and value only those that have it; an entry that is gone has no links any
-- more, so it is returned in any case, and the caller looks at what it said.
-- :kind text   :from_s :until_s integer   both included
-- :after_at_s :after_entry integer   the last record that was read, or less than any
-- :field :value text   empty: any
-- returns  as registry_version_get, then changed_s integer, gone integer
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body, r.at_s, r.gone
FROM registry_record r JOIN registry_entry e ON e.id = r.entry
JOIN registry_version v ON v.entry = r.entry AND v.number = r.version
WHERE r.kind = :kind AND r.at_s BETWEEN :from_s AND :until_s
    AND (r.at_s, r.entry) > (:after_at_s, :after_entry)
    AND (:field = '' OR r.gone = 1 OR EXISTS (SELECT 1 FROM registry_link l
        WHERE l.kind = r.kind AND l.field = :field AND l.value = :value AND l.entry = r.entry))
ORDER BY r.at_s, r.entry

-- name: registry_records_newest
-- Published entries, the latest change first.
-- :kind text   :limit integer
-- returns  as registry_records
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body, r.at_s, r.gone
FROM registry_record r JOIN registry_entry e ON e.id = r.entry
JOIN registry_version v ON v.entry = r.entry AND v.number = r.version
WHERE r.kind = :kind AND r.gone = 0 ORDER BY r.at_s DESC, r.entry DESC LIMIT :limit

-- name: registry_records_span
-- When the first record of a kind changed (null when there is none), and how many changed in a span
-- of time; conditions as in registry_records.
-- :kind text   :from_s :until_s integer   :field :value text
-- returns  first_s integer or null, record_count integer
SELECT (SELECT min(at_s) FROM registry_record WHERE kind = :kind), count(*)
FROM registry_record r WHERE r.kind = :kind AND r.at_s BETWEEN :from_s AND :until_s
    AND (:field = '' OR r.gone = 1 OR EXISTS (SELECT 1 FROM registry_link l
        WHERE l.kind = r.kind AND l.field = :field AND l.value = :value AND l.entry = r.entry))
