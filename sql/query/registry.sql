-- SPDX-License-Identifier: Apache-2.0
-- registry.sql: registry_entry and registry_version, entries that people keep and what they say.
-- An entry has a permanent key within its kind, a newest version (`newest`, in `state`) and, once
-- published, a version that the public sees (`shown`). Versions are only added. Times are Unix
-- seconds. Codes and words that entries are found by are in search.sql, who did what in audit.sql.

-- name: registry_entry_get
-- Where an entry stands.
-- :kind :key text
-- returns  id integer, newest integer, state text, shown integer or null
SELECT id, newest, state, shown FROM registry_entry WHERE kind = :kind AND key = :key

-- name: registry_entry_put
-- Reserve a key; the first version follows in the same transaction.
-- :kind :key text
INSERT INTO registry_entry (kind, key, newest, state, shown) VALUES (:kind, :key, 0, '', NULL)

-- name: registry_entry_set
-- Where an entry stands from now on.
-- :id :newest integer   :state text   :shown integer or null
UPDATE registry_entry SET newest = :newest, state = :state, shown = :shown WHERE id = :id

-- name: registry_entry_count
-- Entries of all kinds, in any state.
-- returns  entry_count integer
SELECT count(*) FROM registry_entry

-- name: registry_count
-- Published entries of a kind.
-- :kind text
-- returns  entry_count integer
SELECT count(*) FROM registry_entry WHERE kind = :kind AND shown IS NOT NULL

-- name: registry_keys
-- Keys of a kind, to offer the nearest one to a key that does not exist.
-- :kind text
-- returns  key text
SELECT key FROM registry_entry WHERE kind = :kind AND newest > 0 ORDER BY key LIMIT 5000

-- name: registry_version_put
-- Add a version of an entry. The digest is taken over kind, key, number and body.
-- :entry :number integer   :who :why text   :at_s integer   :body text   :digest blob
INSERT INTO registry_version (entry, number, who, why, at_s, body, digest)
VALUES (:entry, :number, :who, :why, :at_s, :body, :digest)

-- name: registry_version_get
-- One version of an entry, in the columns of every statement that reads versions.
-- :entry :number integer
-- returns  id integer, key text, number integer, state text, who text, why text, at_s integer,
--          body text
SELECT e.id, e.key, v.number, (SELECT a.state_to FROM audit a
        WHERE a.entry = e.id AND a.version = v.number ORDER BY a.id DESC LIMIT 1),
    v.who, v.why, v.at_s, v.body
FROM registry_entry e JOIN registry_version v ON v.entry = e.id
WHERE e.id = :entry AND v.number = :number

-- name: registry_shown_by_id
-- The published version of an entry, with its kind.
-- :entry integer
-- returns  as registry_version_get, then kind text
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body, e.kind
FROM registry_entry e JOIN registry_version v ON v.entry = e.id AND v.number = e.shown
WHERE e.id = :entry

-- name: registry_list_shown
-- Published entries of a kind.
-- :kind text   :limit :offset integer
-- returns  as registry_version_get
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body
FROM registry_entry e JOIN registry_version v ON v.entry = e.id AND v.number = e.shown
WHERE e.kind = :kind ORDER BY e.key LIMIT :limit OFFSET :offset

-- name: registry_list_newest
-- The newest version of every entry of a kind.
-- :kind text   :limit :offset integer
-- returns  as registry_version_get
SELECT e.id, e.key, v.number, e.state, v.who, v.why, v.at_s, v.body
FROM registry_entry e JOIN registry_version v ON v.entry = e.id AND v.number = e.newest
WHERE e.kind = :kind ORDER BY e.key LIMIT :limit OFFSET :offset

-- name: registry_list_then
-- Entries of a kind as they were published at a time.
-- :kind text   :at_s :limit :offset integer
-- returns  as registry_version_get
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body
FROM registry_entry e JOIN registry_version v ON v.entry = e.id
    AND v.number = (SELECT a.shown FROM audit a
        WHERE a.entry = e.id AND a.at_s <= :at_s ORDER BY a.id DESC LIMIT 1)
WHERE e.kind = :kind ORDER BY e.key LIMIT :limit OFFSET :offset

-- name: registry_authors
-- How many versions since the published one somebody saved.
-- :kind :key :who text
-- returns  version_count integer
SELECT count(*) FROM registry_version v JOIN registry_entry e ON e.id = v.entry
WHERE e.kind = :kind AND e.key = :key AND v.who = :who AND v.number > coalesce(e.shown, 0)

-- name: registry_versions_all
-- Every version, with the digest that the log noted when it was made (null when it has none).
-- returns  kind text, key text, number integer, body text, digest blob, digest_then blob or null
SELECT e.kind, e.key, v.number, v.body, v.digest, (SELECT a.digest FROM audit a
        WHERE a.entry = e.id AND a.version = v.number ORDER BY a.id LIMIT 1)
FROM registry_version v JOIN registry_entry e ON e.id = v.entry ORDER BY v.entry, v.number
