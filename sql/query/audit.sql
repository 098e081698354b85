-- SPDX-License-Identifier: Apache-2.0
-- audit.sql: audit, the log of who did what, when, from which state to which, and why. Rows are
-- numbered without gaps and only added; `chain` is a digest over the chain before it and the row.
-- `shown` is the published version of the entry after the row. Times are Unix seconds.

-- name: registry_audit_put
-- Add a row. Rows about staff and sessions have no entry, version and shown.
-- :id :at_s integer   :who :kind :key text   :entry :version integer or null
-- :state_from :state_to text   :shown integer or null   :why text   :digest :chain blob
INSERT INTO audit (id, at_s, who, kind, key, entry, version, state_from, state_to, shown, why,
    digest, chain)
VALUES (:id, :at_s, :who, :kind, :key, :entry, :version, :state_from, :state_to, :shown, :why,
    :digest, :chain)

-- name: registry_audit_last
-- The last row: its number is the revision of the registries.
-- returns  id integer, at_s integer, chain blob
SELECT id, at_s, chain FROM audit ORDER BY id DESC LIMIT 1

-- name: registry_audit_all
-- The whole log in its order.
-- returns  id integer, at_s integer, who text, kind text, key text, entry integer or null,
--          version integer or null, state_from text, state_to text, shown integer or null,
--          why text, digest blob, chain blob
SELECT id, at_s, who, kind, key, entry, version, state_from, state_to, shown, why, digest, chain
FROM audit ORDER BY id

-- name: registry_shown_then
-- The version of an entry that was published at a time; null when none was.
-- :entry :at_s integer
-- returns  shown integer or null
SELECT shown FROM audit WHERE entry = :entry AND at_s <= :at_s ORDER BY id DESC LIMIT 1

-- name: registry_history_of_all
-- The last rows about anything, newest first.
-- :limit integer
-- returns  id integer, at_s integer, who text, why text, kind text, key text,
--          version integer or null, state_from text, state_to text
SELECT id, at_s, who, why, kind, key, version, state_from, state_to FROM audit
ORDER BY id DESC LIMIT :limit

-- name: registry_history_of_kind
-- The last rows about entries of a kind, newest first.
-- :kind text   :limit integer
-- returns  as registry_history_of_all
SELECT id, at_s, who, why, kind, key, version, state_from, state_to FROM audit
WHERE kind = :kind
ORDER BY id DESC LIMIT :limit

-- name: registry_history_of_entry
-- The last rows about one entry, newest first.
-- :kind :key text   :limit integer
-- returns  as registry_history_of_all
SELECT id, at_s, who, why, kind, key, version, state_from, state_to FROM audit
WHERE entry = (SELECT id FROM registry_entry WHERE kind = :kind AND key = :key)
ORDER BY id DESC LIMIT :limit

-- name: registry_log_page
-- Rows before one, newest first.
-- :before integer   :who text   empty: by anybody
-- :limit integer
-- returns  as registry_history_of_all
SELECT id, at_s, who, why, kind, key, version, state_from, state_to FROM audit
WHERE id < :before AND (:who = '' OR who = :who)
ORDER BY id DESC LIMIT :limit

-- name: registry_entries_against_log
-- Entries whose newest or published version is not the one that the log and the versions say.
-- returns  kind text, key text
SELECT e.kind, e.key FROM registry_entry e
LEFT JOIN audit a ON a.id = (SELECT max(b.id) FROM audit b WHERE b.entry = e.id)
WHERE a.id IS NULL OR a.shown IS DISTINCT FROM e.shown
    OR e.newest IS DISTINCT FROM (SELECT max(v.number) FROM registry_version v WHERE v.entry = e.id)
