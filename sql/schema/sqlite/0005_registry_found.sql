-- SPDX-License-Identifier: Apache-2.0
-- Published entries are also found by kind, codes, places, references and years, one token each ("tags"): words and
-- conditions are then answered by one index, however common the words and however rare the condition. Words of titles
-- have an index of their own, as they are asked for first and are few. Entries stand there under the negative of their
-- number: an index is quick in one direction alone, and the newest are wanted first.
CREATE TABLE registry_text_before AS SELECT rowid AS entry, title, body FROM registry_text;
DROP TABLE registry_text;
CREATE VIRTUAL TABLE registry_title USING fts5(words, tags, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
CREATE VIRTUAL TABLE registry_text USING fts5(words, tags, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');

-- Years, as parts of lists are.
INSERT OR IGNORE INTO registry_link (kind, field, value, entry)
SELECT e.kind, f.key, substr(f.value, 1, 4), e.id
FROM registry_entry e JOIN registry_version v ON v.entry = e.id AND v.number = e.shown, json_each(v.body, '$.fields') f
WHERE f.key IN ('year', 'signed', 'in_force', 'suspended', 'ended', 'ratified', 'as_of')
    AND f.type = 'text' AND f.value GLOB '[12][0-9][0-9][0-9]*';

CREATE TABLE registry_tags_before AS
SELECT k.id AS entry, k.tag || 'qqqq' || coalesce(
    (SELECT group_concat(
        ' ' || k.tag || 'qq' || replace(replace(l.field, 'q', 'q71'), '_', 'q5f') || 'qq'
            || replace(replace(replace(replace(replace(lower(l.value), 'q', 'q71'), '_', 'q5f'), '-', 'q2d'), '.', 'q2e'), '*', 'q2a'),
        '') FROM registry_link l WHERE l.entry = k.id), '') AS tags
FROM (SELECT id, replace(replace(kind, 'q', 'q71'), '_', 'q5f') AS tag FROM registry_entry) k;
INSERT INTO registry_title (rowid, words, tags)
SELECT -b.entry, b.title, t.tags FROM registry_text_before b JOIN registry_tags_before t ON t.entry = b.entry;
INSERT INTO registry_text (rowid, words, tags)
SELECT -b.entry, b.title || ' ' || b.body, t.tags FROM registry_text_before b JOIN registry_tags_before t ON t.entry = b.entry;
DROP TABLE registry_text_before;
DROP TABLE registry_tags_before;

-- What the public can harvest: every entry that is published, or was and no longer is (`gone`), with the moment since
-- when. `version`: the published one, or the last that was.
CREATE TABLE registry_record (
    entry   INTEGER PRIMARY KEY CONSTRAINT registry_record_entry_known REFERENCES registry_entry (id),
    kind    TEXT NOT NULL CONSTRAINT registry_record_kind_given CHECK (kind <> ''),
    version INTEGER NOT NULL,
    at_s    INTEGER NOT NULL,
    gone    INTEGER NOT NULL CONSTRAINT registry_record_gone_is_known CHECK (gone IN (0, 1)),
    CONSTRAINT registry_record_version_known FOREIGN KEY (entry, version) REFERENCES registry_version (entry, number)
) STRICT;
CREATE INDEX registry_record_by_time ON registry_record (kind, at_s, entry);

INSERT INTO registry_record (entry, kind, version, at_s, gone)
SELECT e.id, e.kind,
    (SELECT a.shown FROM audit a WHERE a.entry = e.id AND a.shown IS NOT NULL ORDER BY a.id DESC LIMIT 1),
    (SELECT min(a.at_s) FROM audit a WHERE a.entry = e.id AND a.shown IS e.shown AND a.id > coalesce(
        (SELECT max(b.id) FROM audit b WHERE b.entry = e.id AND b.shown IS NOT e.shown), 0)),
    e.shown IS NULL
FROM registry_entry e
WHERE EXISTS (SELECT 1 FROM audit a WHERE a.entry = e.id AND a.shown IS NOT NULL);
