-- SPDX-License-Identifier: Apache-2.0
-- search.sqlite.sql: registry_text and registry_title, the FTS5 indexes over the words of published
-- entries, all of them and those of titles. Words are folded by the program; tags are tokens that
-- stand for kind, codes, places, references and years. A row has the negative number of its entry,
-- because an index is quick in one direction alone and the newest entries are wanted first.

-- name: registry_text_put
-- All words of an entry.
-- :entry integer   :words :tags text
INSERT INTO registry_text (rowid, words, tags) VALUES (-:entry, :words, :tags)

-- name: registry_text_clear
-- Forget all words of an entry.
-- :entry integer
DELETE FROM registry_text WHERE rowid = -:entry

-- name: registry_title_put
-- The words of the title of an entry.
-- :entry integer   :words :tags text
INSERT INTO registry_title (rowid, words, tags) VALUES (-:entry, :words, :tags)

-- name: registry_title_clear
-- Forget the words of the title.
-- :entry integer
DELETE FROM registry_title WHERE rowid = -:entry

-- name: registry_search
-- Entries that match, newest first.
-- :query text   an FTS5 expression over folded words and tags
-- :limit integer
-- returns  entry integer
SELECT -rowid FROM registry_text WHERE registry_text MATCH :query ORDER BY rowid LIMIT :limit

-- name: registry_search_title
-- Entries whose title matches, newest first.
-- :query text   as in registry_search
-- :limit integer
-- returns  entry integer
SELECT -rowid FROM registry_title WHERE registry_title MATCH :query ORDER BY rowid LIMIT :limit

-- name: registry_search_words
-- All folded words of an entry.
-- :entry integer
-- returns  words text
SELECT words FROM registry_text WHERE rowid = -:entry

-- name: registry_newest
-- The newest version of entries, latest first, for the desk of the staff. The index knows published
-- versions alone: with :match, versions that are not published are returned in any case, and the
-- caller looks at their words.
-- :kind :state :who text   empty: any
-- :match text   an FTS5 expression; empty: no condition
-- returns  as registry_version_get, then kind text, is_published integer
SELECT e.id, e.key, v.number, e.state, v.who, v.why, v.at_s, v.body, e.kind,
    e.newest IS NOT DISTINCT FROM e.shown
FROM registry_entry e JOIN registry_version v ON v.entry = e.id AND v.number = e.newest
WHERE (:kind = '' OR e.kind = :kind) AND (:state = '' OR e.state = :state)
    AND (:who = '' OR v.who = :who)
    AND (:match = '' OR e.newest IS DISTINCT FROM e.shown
        OR e.id IN (SELECT -rowid FROM registry_text WHERE registry_text MATCH nullif(:match, '')))
ORDER BY v.at_s DESC, e.kind, e.key

-- name: registry_index_against_entries
-- Published entries that cannot be found by their words, and found ones that are not published.
-- returns  kind text, key text
SELECT e.kind, e.key FROM registry_entry e LEFT JOIN registry_text_docsize d ON d.id = -e.id
LEFT JOIN registry_title_docsize t ON t.id = -e.id LEFT JOIN registry_found f ON f.entry = e.id
WHERE (e.shown IS NULL) <> (d.id IS NULL) OR (e.shown IS NULL) <> (t.id IS NULL)
    OR (e.shown IS NULL) <> (f.entry IS NULL)
