-- SPDX-License-Identifier: Apache-2.0
-- Registries: entries that people keep. Versions and the audit log are only ever added; triggers refuse to change or
-- delete them, whatever program opens the database. Times are Unix seconds.

-- An entry under its permanent key. `newest` and `state`: its newest version; `shown`: the published one, if any. Both
-- follow from the audit log and are kept here to be found quickly.
CREATE TABLE registry_entry (
    id     INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL CONSTRAINT registry_entry_kind_given CHECK (kind <> ''),
    key    TEXT NOT NULL CONSTRAINT registry_entry_key_given CHECK (key <> ''),
    newest INTEGER NOT NULL CONSTRAINT registry_entry_newest_from_one CHECK (newest >= 0),
    state  TEXT NOT NULL CONSTRAINT registry_entry_state_known
        CHECK (state IN ('', 'draft', 'review', 'published', 'withdrawn', 'discarded')),
    shown  INTEGER CONSTRAINT registry_entry_shown_exists CHECK (shown BETWEEN 1 AND newest),
    CONSTRAINT registry_entry_once UNIQUE (kind, key)
) STRICT;

-- What an entry says: body is {"fields": {name: text or {language: text}}, "sources": [{"url", "title", "fields"}]},
-- known fields in the order of the kind. The digest is BLAKE2b-256 over kind, key, number and body, a zero byte after
-- each.
CREATE TABLE registry_version (
    entry  INTEGER NOT NULL CONSTRAINT registry_version_entry_known REFERENCES registry_entry (id),
    number INTEGER NOT NULL CONSTRAINT registry_version_from_one CHECK (number >= 1),
    who    TEXT NOT NULL CONSTRAINT registry_version_who_given CHECK (who <> ''),
    why    TEXT NOT NULL,
    at_s   INTEGER NOT NULL,
    body   TEXT NOT NULL CONSTRAINT registry_version_body_is_object CHECK (body LIKE '{%}'),
    digest BLOB NOT NULL CONSTRAINT registry_version_digest_length CHECK (length(digest) = 32),
    PRIMARY KEY (entry, number)
) STRICT, WITHOUT ROWID;

-- Who did what, when, from which state to which, and why. Numbered without gaps; `chain` is BLAKE2b-256 over the chain
-- before it and the row, so that no row can be changed, left out or put in between unnoticed. Rows without an entry are
-- about other things (staff, sessions). `shown`: the published version of the entry after this row.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,
    at_s       INTEGER NOT NULL,
    who        TEXT NOT NULL CONSTRAINT audit_who_given CHECK (who <> ''),
    kind       TEXT NOT NULL,
    key        TEXT NOT NULL,
    entry      INTEGER CONSTRAINT audit_entry_known REFERENCES registry_entry (id),
    version    INTEGER,
    state_from TEXT NOT NULL,
    state_to   TEXT NOT NULL,
    shown      INTEGER,
    why        TEXT NOT NULL,
    digest     BLOB NOT NULL,
    chain      BLOB NOT NULL CONSTRAINT audit_chain_length CHECK (length(chain) = 32),
    CONSTRAINT audit_version_known FOREIGN KEY (entry, version) REFERENCES registry_version (entry, number)
) STRICT;
CREATE INDEX audit_by_entry ON audit (entry, id) WHERE entry IS NOT NULL;

-- Codes, places and references of published versions, one row for each part of a list: to be found by them.
CREATE TABLE registry_link (
    kind  TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    entry INTEGER NOT NULL CONSTRAINT registry_link_entry_known REFERENCES registry_entry (id),
    PRIMARY KEY (kind, field, value, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX registry_link_by_entry ON registry_link (entry);

-- Words of published versions, folded by the program (case, accents, plurals); rowid is the entry.
CREATE VIRTUAL TABLE registry_text USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');

CREATE TRIGGER registry_version_not_changed BEFORE UPDATE ON registry_version
BEGIN SELECT RAISE(ABORT, 'registry_version_not_changed: versions are only added'); END;
CREATE TRIGGER registry_version_not_deleted BEFORE DELETE ON registry_version
BEGIN SELECT RAISE(ABORT, 'registry_version_not_deleted: versions are only added'); END;
CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit_not_changed: the log is only added to'); END;
CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit_not_deleted: the log is only added to'); END;
