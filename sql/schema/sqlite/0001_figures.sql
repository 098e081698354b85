-- SPDX-License-Identifier: Apache-2.0
-- The figures store: what is known, by whom it was published, with which file or computation it came.
-- Figures are only ever added: triggers refuse to change or delete them, whatever program opens the database.
-- Days are counted from 1970-01-01; periods include their start and exclude their end. Places are ISO 3166-1 alpha-3
-- or area codes, so that the tables can be read without this program.

-- One edition of one publication.
CREATE TABLE source (
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL CONSTRAINT source_key_once UNIQUE CONSTRAINT source_key_given CHECK (key <> ''),
    producer  TEXT NOT NULL,
    title_en  TEXT NOT NULL,
    title_es  TEXT NOT NULL,
    edition   TEXT NOT NULL,
    published TEXT NOT NULL,
    accessed  TEXT NOT NULL,
    licence   TEXT NOT NULL,
    citation  TEXT NOT NULL,
    url       TEXT NOT NULL,
    note_en   TEXT NOT NULL,
    note_es   TEXT NOT NULL
) STRICT;

-- A file as it was received.
CREATE TABLE file (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    sha256 BLOB NOT NULL CONSTRAINT file_sha256_length CHECK (length(sha256) = 32),
    bytes  INTEGER NOT NULL CONSTRAINT file_bytes_positive CHECK (bytes >= 0),
    CONSTRAINT file_once UNIQUE (sha256, name)
) STRICT;

-- A computation, with what is needed to repeat it.
CREATE TABLE run (
    id            INTEGER PRIMARY KEY,
    engine        TEXT NOT NULL CONSTRAINT run_engine_given CHECK (engine <> ''),
    method        TEXT NOT NULL,
    version       TEXT NOT NULL,
    options       TEXT NOT NULL,
    inputs        TEXT NOT NULL,
    result_digest BLOB NOT NULL CONSTRAINT run_digest_length CHECK (length(result_digest) = 32),
    started_s     INTEGER NOT NULL
) STRICT;

-- One transaction that brought figures: from a file or from a run.
CREATE TABLE load (
    id           INTEGER PRIMARY KEY,
    source       INTEGER NOT NULL CONSTRAINT load_source_known REFERENCES source (id),
    file         INTEGER CONSTRAINT load_file_known REFERENCES file (id),
    run          INTEGER CONSTRAINT load_run_once UNIQUE CONSTRAINT load_run_known REFERENCES run (id),
    dataset      TEXT NOT NULL,
    layout       TEXT NOT NULL,
    loaded_s     INTEGER NOT NULL,
    added        INTEGER NOT NULL,
    unchanged    INTEGER NOT NULL,
    revised      INTEGER NOT NULL,
    series_added INTEGER NOT NULL,
    period_start INTEGER,
    period_end   INTEGER,
    digest       BLOB NOT NULL CONSTRAINT load_digest_length CHECK (length(digest) = 32),
    CONSTRAINT load_from_file_or_run CHECK ((file IS NULL) <> (run IS NULL)),
    CONSTRAINT load_counts CHECK (added >= 0 AND unchanged >= 0 AND revised >= 0 AND series_added >= 0)
) STRICT;
CREATE INDEX load_by_file ON load (file);
CREATE INDEX load_by_source ON load (source);

-- What is measured, by whom, between which places, for which part of the people. Origin is empty where a measure has
-- one place.
CREATE TABLE series (
    id          INTEGER PRIMARY KEY,
    measure     TEXT NOT NULL CONSTRAINT series_measure_given CHECK (measure <> ''),
    source      INTEGER NOT NULL CONSTRAINT series_source_known REFERENCES source (id),
    origin      TEXT NOT NULL,
    destination TEXT NOT NULL CONSTRAINT series_destination_given CHECK (destination <> ''),
    breakdown   TEXT NOT NULL,
    CONSTRAINT series_once UNIQUE (measure, source, breakdown, destination, origin)
) STRICT;
CREATE INDEX series_by_destination ON series (destination, origin, measure);
CREATE INDEX series_by_origin ON series (origin, destination, measure);
CREATE INDEX series_by_source ON series (source);

-- Figures, the versions of one number side by side and the newest last. status: 0 observed, 1 estimated, 2 projected,
-- 3 provisional, 4 suppressed, 5 missing; the last two have no value. replaces: the version this one corrects.
CREATE TABLE figure (
    id           INTEGER NOT NULL,
    series       INTEGER NOT NULL CONSTRAINT figure_series_known REFERENCES series (id),
    period_start INTEGER NOT NULL,
    period_end   INTEGER NOT NULL,
    value        REAL CONSTRAINT figure_value_finite CHECK (abs(value) <= 1e300),
    status       INTEGER NOT NULL CONSTRAINT figure_status_known CHECK (status BETWEEN 0 AND 5),
    load         INTEGER NOT NULL CONSTRAINT figure_load_known REFERENCES load (id),
    sheet        TEXT,
    row_number    INTEGER,
    column_number INTEGER,
    replaces     INTEGER CONSTRAINT figure_replaces_older CHECK (replaces < id),
    CONSTRAINT figure_period CHECK (period_start < period_end),
    CONSTRAINT figure_value_by_status CHECK ((value IS NULL) = (status >= 4)),
    PRIMARY KEY (series, period_start, period_end, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX figure_by_id ON figure (id);

CREATE TRIGGER figure_not_changed BEFORE UPDATE ON figure
BEGIN SELECT RAISE(ABORT, 'figure_not_changed: figures are only added'); END;
CREATE TRIGGER figure_not_deleted BEFORE DELETE ON figure
BEGIN SELECT RAISE(ABORT, 'figure_not_deleted: figures are only added'); END;
CREATE TRIGGER load_not_changed BEFORE UPDATE ON load
BEGIN SELECT RAISE(ABORT, 'load_not_changed: loads are only added'); END;
CREATE TRIGGER load_not_deleted BEFORE DELETE ON load
BEGIN SELECT RAISE(ABORT, 'load_not_deleted: loads are only added'); END;
