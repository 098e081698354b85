-- SPDX-License-Identifier: Apache-2.0
-- matrices.sql: matrix, computed tables. The figures of one measure, breakdown and period between
-- many places are one row, with ids from first_id on; sql/schema/sqlite/0004_matrix.sql has their
-- form. Tables are only added: the newest of a measure, source, breakdown and period holds.

-- name: figures_matrix_put
-- Add a computed table.
-- :load integer   :measure text   :source integer   :breakdown text
-- :period_start :period_end :status :first_id :figure_count integer   :places text   :cells blob
INSERT INTO matrix (load, measure, source, breakdown, period_start, period_end, status, first_id,
    figure_count, places, cells)
VALUES (:load, :measure, :source, :breakdown, :period_start, :period_end, :status, :first_id,
    :figure_count, :places, :cells)

-- name: figures_matrices
-- Computed tables in the order of their figures, the versions of one together and the newest last;
-- source is the key.
-- :all integer   0: the newest version of each only   1: every version
-- returns  id integer, load integer, measure text, source text, breakdown text,
--          period_start integer, period_end integer, status integer, first_id integer,
--          figure_count integer, places text, cells blob
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status,
    g.first_id, g.figure_count, g.places, g.cells
FROM matrix g JOIN source o ON o.id = g.source
WHERE :all = 1 OR NOT EXISTS (
    SELECT 1 FROM matrix n
    WHERE n.measure = g.measure AND n.source = g.source AND n.breakdown = g.breakdown
        AND n.period_start = g.period_start AND n.period_end = g.period_end AND n.id > g.id)
ORDER BY g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.id

-- name: figures_matrices_of_run
-- The tables a run made, in the order in which it made them.
-- :run integer
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status,
    g.first_id, g.figure_count, g.places, g.cells
FROM load l JOIN matrix g ON g.load = l.id JOIN source o ON o.id = g.source
WHERE l.run = :run
ORDER BY g.id

-- name: figures_matrices_of_series
-- Every computed table of one measure, source and breakdown, oldest first.
-- :measure :source :breakdown text
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status,
    g.first_id, g.figure_count, g.places, g.cells
FROM matrix g JOIN source o ON o.id = g.source
WHERE g.measure = :measure AND o.key = :source AND g.breakdown = :breakdown
ORDER BY g.id

-- name: figures_matrix_versions
-- Every version of one computed table, oldest first.
-- :measure :source :breakdown text   :period_start :period_end integer
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status,
    g.first_id, g.figure_count, g.places, g.cells
FROM matrix g JOIN source o ON o.id = g.source
WHERE g.measure = :measure AND o.key = :source AND g.breakdown = :breakdown
    AND g.period_start = :period_start AND g.period_end = :period_end
ORDER BY g.id

-- name: figures_matrix_of_figure
-- The computed table that may hold a figure: the last one that begins at or before its id.
-- :id integer
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status,
    g.first_id, g.figure_count, g.places, g.cells
FROM matrix g JOIN source o ON o.id = g.source
WHERE g.first_id <= :id
ORDER BY g.first_id DESC LIMIT 1

-- name: figures_matrix_exists
-- Whether figures of a measure are in computed tables.
-- :measure text   empty: of any measure
-- returns  exists integer
SELECT CASE WHEN EXISTS (SELECT 1 FROM matrix WHERE measure = :measure OR :measure = '')
    THEN 1 ELSE 0 END

-- name: figures_matrix_scan
-- Every computed table by id, for the check of figures; source is empty when it is missing.
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, coalesce(o.key, ''), g.breakdown, g.period_start, g.period_end,
    g.status, g.first_id, g.figure_count, g.places, g.cells
FROM matrix g LEFT JOIN source o ON o.id = g.source
ORDER BY g.id

-- name: figures_matrix_words
-- The words of every computed table, for the check of words.
-- returns  id integer, measure text, breakdown text
SELECT id, measure, breakdown FROM matrix ORDER BY id
