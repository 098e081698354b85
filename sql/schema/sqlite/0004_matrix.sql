-- SPDX-License-Identifier: Apache-2.0
-- Computed tables: the figures of one measure, breakdown and period between many places, made by one run and kept
-- together, because a row each would take fifteen times the room. They are only ever added: the newest matrix of a
-- measure, source, breakdown and period stands for all its pairs.

-- places: codes in their order, with a blank between. cells: for each place as origin, in this order, how many
-- destinations follow; for each the distance in rows from the one before (from -1 for the first) and the value in
-- thousandths of the unit. Numbers are base 128, lowest first, a set high bit says that more follow; values are zigzag
-- (0, -1, 1, -2, ...). Figures have the ids from first_id on, in this order.
CREATE TABLE matrix (
    id           INTEGER PRIMARY KEY,
    load         INTEGER NOT NULL CONSTRAINT matrix_load_known REFERENCES load (id),
    measure      TEXT NOT NULL CONSTRAINT matrix_measure_given CHECK (measure <> ''),
    source       INTEGER NOT NULL CONSTRAINT matrix_source_known REFERENCES source (id),
    breakdown    TEXT NOT NULL,
    period_start INTEGER NOT NULL,
    period_end   INTEGER NOT NULL,
    status       INTEGER NOT NULL CONSTRAINT matrix_status_has_value CHECK (status BETWEEN 0 AND 3),
    first_id     INTEGER NOT NULL CONSTRAINT matrix_ids_once UNIQUE,
    figure_count INTEGER NOT NULL CONSTRAINT matrix_has_figures CHECK (figure_count > 0),
    places       TEXT NOT NULL CONSTRAINT matrix_places_given CHECK (places <> ''),
    cells        BLOB NOT NULL,
    CONSTRAINT matrix_period CHECK (period_start < period_end)
) STRICT;
CREATE INDEX matrix_by_series ON matrix (measure, source, breakdown, period_start, period_end, id);
CREATE INDEX matrix_by_load ON matrix (load);

CREATE TRIGGER matrix_not_changed BEFORE UPDATE ON matrix
BEGIN SELECT RAISE(ABORT, 'matrix_not_changed: figures are only added'); END;
CREATE TRIGGER matrix_not_deleted BEFORE DELETE ON matrix
BEGIN SELECT RAISE(ABORT, 'matrix_not_deleted: figures are only added'); END;
CREATE TRIGGER run_not_changed BEFORE UPDATE ON run
BEGIN SELECT RAISE(ABORT, 'run_not_changed: runs are only added'); END;
CREATE TRIGGER run_not_deleted BEFORE DELETE ON run
BEGIN SELECT RAISE(ABORT, 'run_not_deleted: runs are only added'); END;
