-- SPDX-License-Identifier: Apache-2.0
-- search.sql: registry_link and registry_found, what published entries are found by besides words.
-- registry_link has a row for each code, place, reference and year of an entry; registry_found has
-- one row an entry, with all that a search looks at once it found it. Words: search.sqlite.sql.

-- name: registry_link_put
-- An entry has this value in a field; saying it twice changes nothing.
-- :kind :field :value text   :entry integer
INSERT INTO registry_link (kind, field, value, entry) VALUES (:kind, :field, :value, :entry)
ON CONFLICT DO NOTHING

-- name: registry_link_clear
-- Forget the values of an entry.
-- :entry integer
DELETE FROM registry_link WHERE entry = :entry

-- name: registry_list_linked
-- Published entries of a kind that have a value in a field.
-- :kind :field :value text   :limit :offset integer
-- returns  as registry_version_get
SELECT e.id, e.key, v.number, 'published', v.who, v.why, v.at_s, v.body
FROM registry_link l JOIN registry_entry e ON e.id = l.entry
JOIN registry_version v ON v.entry = e.id AND v.number = e.shown
WHERE l.kind = :kind AND l.field = :field AND l.value = :value
ORDER BY e.key LIMIT :limit OFFSET :offset

-- name: registry_found_put
-- What a search looks at in an entry: folded words of its title, and "field value" lines.
-- :entry integer   :title :parts text
INSERT INTO registry_found (entry, title, parts) VALUES (:entry, :title, :parts)

-- name: registry_found_get
-- The row of registry_found_put.
-- :entry integer
-- returns  title text, parts text
SELECT title, parts FROM registry_found WHERE entry = :entry

-- name: registry_found_clear
-- Forget it.
-- :entry integer
DELETE FROM registry_found WHERE entry = :entry
