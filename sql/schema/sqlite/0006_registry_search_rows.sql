-- SPDX-License-Identifier: Apache-2.0
-- What a search looks at in each entry it found, in one small row: the folded words of its title, to see how close it
-- is, and "field value" on a line for each code, place, reference and year, to be counted. Reading them from the index
-- of words and from the links took most of the time of a search.
CREATE TABLE registry_found (
    entry INTEGER PRIMARY KEY CONSTRAINT registry_found_entry_known REFERENCES registry_entry (id),
    title TEXT NOT NULL,
    parts TEXT NOT NULL
) STRICT;
INSERT INTO registry_found (entry, title, parts)
SELECT -t.rowid, t.words,
    coalesce((SELECT group_concat(l.field || ' ' || l.value, char(10)) FROM registry_link l WHERE l.entry = -t.rowid), '')
FROM registry_title t;

-- Beginnings of words up to five letters are words of the index themselves. Of longer ones there are few.
ALTER TABLE registry_title RENAME TO registry_title_before;
ALTER TABLE registry_text RENAME TO registry_text_before;
CREATE VIRTUAL TABLE registry_title USING fts5(words, tags, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4 5');
CREATE VIRTUAL TABLE registry_text USING fts5(words, tags, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4 5');
INSERT INTO registry_title (rowid, words, tags) SELECT rowid, words, tags FROM registry_title_before;
INSERT INTO registry_text (rowid, words, tags) SELECT rowid, words, tags FROM registry_text_before;
DROP TABLE registry_title_before;
DROP TABLE registry_text_before;
