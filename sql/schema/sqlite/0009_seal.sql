-- SPDX-License-Identifier: Apache-2.0
-- The seal: what the rows of every protected table were when this program wrote them, so that `corredor check` names
-- a row that was changed, added or removed without it. Kept by the program with each write (src/store/seal.c).

-- A protected row: `part` is its table, `row` its primary key. digest: BLAKE2b-256 over all its columns, then two
-- bytes a column, which tell the column that was changed.
CREATE TABLE seal_row (
    part   TEXT NOT NULL,
    row    TEXT NOT NULL,
    digest BLOB NOT NULL CONSTRAINT seal_row_digest_length CHECK (length(digest) >= 32),
    PRIMARY KEY (part, row)
) STRICT, WITHOUT ROWID;

-- All rows of seal_row in one number, which only somebody with the key file can compute. since_s: when the seal began;
-- what stood in the database then was taken over as it was.
CREATE TABLE seal (
    id      INTEGER PRIMARY KEY CONSTRAINT seal_once CHECK (id = 1),
    since_s INTEGER NOT NULL,
    state   BLOB NOT NULL
) STRICT;

-- The name of a member of staff as the public reads it; empty: only that it was staff.
ALTER TABLE staff ADD COLUMN display TEXT NOT NULL DEFAULT ''
    CONSTRAINT staff_display_is_short CHECK (length(display) <= 80);
