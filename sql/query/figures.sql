-- SPDX-License-Identifier: Apache-2.0
-- figures.sql: series and figure, the numbers and what they measure. A figure is never changed: the
-- version that replaces it has a higher id. Days are counted from 1970-01-01, and a period excludes
-- its end. Computed tables, which hold figures too, are in matrices.sql.

-- name: figures_series_put
-- Add a series under an id that the load chose. The origin is empty where the measure has one
-- place.
-- rows 32: as figures_put
-- :id :source integer   :measure :origin :destination :breakdown text
INSERT INTO series (id, measure, source, origin, destination, breakdown)
VALUES (:id, :measure, :source, :origin, :destination, :breakdown)

-- name: figures_series_get
-- One series.
-- :id integer
-- returns  id integer, measure text, source integer, origin text, destination text, breakdown text
SELECT id, measure, source, origin, destination, breakdown FROM series WHERE id = :id

-- name: figures_series_newest
-- The newest series; 0 when there is none.
-- returns  id integer
SELECT coalesce(max(id), 0) FROM series

-- name: figures_series_all
-- Every series with its words as stored, for the check of words.
-- returns  id integer, measure text, origin text, destination text, breakdown text
SELECT id, measure, origin, destination, breakdown FROM series ORDER BY id

-- name: figures_series_of_measure
-- Series of a source and measure, in the order of figures_of_measure.
-- :source integer   :measure text
-- returns  as figures_series_get
SELECT id, measure, source, origin, destination, breakdown FROM series
WHERE source = :source AND measure = :measure
ORDER BY breakdown, destination, origin

-- name: figures_series_by_breakdown
-- All places of one measure, source and breakdown.
-- :measure text   :source integer   :breakdown text
-- returns  as figures_series_get
SELECT id, measure, source, origin, destination, breakdown
FROM series
WHERE measure = :measure AND source = :source AND breakdown = :breakdown

-- name: figures_series_by_destination
-- Series of one destination, within a range of measures (the same one twice for one measure).
-- :destination :measure_first :measure_last text
-- returns  as figures_series_get
SELECT id, measure, source, origin, destination, breakdown
FROM series
WHERE destination = :destination AND measure BETWEEN :measure_first AND :measure_last

-- name: figures_series_by_origin
-- Series of one origin, within a range of measures (the same one twice for one measure).
-- :origin :measure_first :measure_last text
-- returns  as figures_series_get
SELECT id, measure, source, origin, destination, breakdown
FROM series
WHERE origin = :origin AND measure BETWEEN :measure_first AND :measure_last

-- name: figures_series_by_pair
-- Series between two places, within a range of measures (the same one twice for one measure).
-- :destination :origin :measure_first :measure_last text
-- returns  as figures_series_get
SELECT id, measure, source, origin, destination, breakdown
FROM series
WHERE destination = :destination AND origin = :origin
    AND measure BETWEEN :measure_first AND :measure_last

-- name: figures_series_by_measure
-- Series within a range of measures (the same one twice for one measure, the widest range for all).
-- :measure_first :measure_last text
-- returns  as figures_series_get
SELECT id, measure, source, origin, destination, breakdown
FROM series
WHERE measure BETWEEN :measure_first AND :measure_last

-- name: figures_series_by_source
-- Series of a source by ascending id.
-- :source integer
-- returns  as figures_series_get
SELECT id, measure, source, origin, destination, breakdown FROM series
WHERE source = :source
ORDER BY id

-- name: figures_put
-- Add a figure under an id that the load chose; value is null when the status says that there is
-- none (suppressed, missing), replaces is null unless it corrects an older version.
-- rows 32: loads write thousands, and half of the time of a statement passes before its first row.
-- :id :series :period_start :period_end integer   :value real or null   :status :load integer
-- :sheet text or null   :row :column :replaces integer or null
INSERT INTO figure (id, series, period_start, period_end, value, status, load, sheet, row_number,
    column_number, replaces)
VALUES (:id, :series, :period_start, :period_end, :value, :status, :load, :sheet, :row, :column,
    :replaces)

-- name: figures_get
-- One figure.
-- :id integer
-- returns  as figures_of_series, then series integer
SELECT id, period_start, period_end, value, status, load, sheet, row_number, column_number,
    replaces, series
FROM figure WHERE id = :id

-- name: figures_find
-- The newest version of one figure.
-- :measure text   :source integer   :breakdown :destination :origin text
-- :period_start :period_end integer
-- returns  as figures_of_series
SELECT f.id, f.period_start, f.period_end, f.value, f.status, f.load, f.sheet, f.row_number,
    f.column_number, f.replaces
FROM series s JOIN figure f ON f.series = s.id
WHERE s.measure = :measure AND s.source = :source AND s.breakdown = :breakdown
    AND s.destination = :destination AND s.origin = :origin
    AND f.period_start = :period_start AND f.period_end = :period_end
ORDER BY f.id DESC LIMIT 1

-- name: figures_versions
-- Every version of one figure, oldest first.
-- :series :period_start :period_end integer
-- returns  as figures_of_series
SELECT id, period_start, period_end, value, status, load, sheet, row_number, column_number, replaces
FROM figure
WHERE series = :series AND period_start = :period_start AND period_end = :period_end
ORDER BY id

-- name: figures_of_series
-- Every version of every figure of a series up to an id; the newest version of a period comes last.
-- :series :last_id integer
-- returns  id integer, period_start integer, period_end integer, value real or null,
--          status integer, load integer, sheet text or null, row_number integer or null,
--          column_number integer or null, replaces integer or null
SELECT id, period_start, period_end, value, status, load, sheet, row_number, column_number, replaces
FROM figure
WHERE series = :series AND id <= :last_id
ORDER BY period_start, period_end, id

-- name: figures_corridors
-- Every version of every corridor's figure of one period, the newest version of one last.
-- :measure text   :source integer   :breakdown text   :period_start :period_end integer
-- returns  origin text, destination text, id integer, period_start integer, period_end integer,
--          value real or null, status integer, load integer, sheet text or null,
--          row_number integer or null, column_number integer or null, replaces integer or null
SELECT s.origin, s.destination, f.id, f.period_start, f.period_end, f.value, f.status, f.load,
    f.sheet, f.row_number, f.column_number, f.replaces
FROM series s JOIN figure f ON f.series = s.id
WHERE s.measure = :measure AND s.source = :source AND s.breakdown = :breakdown
    AND f.period_start = :period_start AND f.period_end = :period_end
ORDER BY s.destination, s.origin, f.id

-- name: figures_of_measure
-- Everything a source has of a measure, older versions before newer ones, for a load to compare
-- with. The condition stands in WHERE because SQLite keeps the order of a CROSS JOIN: series first,
-- also before there are statistics.
-- :source integer   :measure text
-- returns  series integer, period_start integer, period_end integer, id integer,
--          value real or null, status integer, load integer
SELECT f.series, f.period_start, f.period_end, f.id, f.value, f.status, f.load
FROM series s CROSS JOIN figure f
WHERE f.series = s.id AND s.source = :source AND s.measure = :measure
ORDER BY s.breakdown, s.destination, s.origin, f.period_start, f.period_end, f.id

-- name: figures_scan
-- Every figure in the order of the store.
-- returns  as figures_get
SELECT id, period_start, period_end, value, status, load, sheet, row_number, column_number,
    replaces, series
FROM figure
ORDER BY series, period_start, period_end, id

-- name: figures_figure_newest
-- The newest figure, by itself or in a computed table; 0 when there is none.
-- returns  id integer
SELECT coalesce(max(n.id), 0)
FROM (
    SELECT max(id) AS id FROM figure
    UNION ALL
    SELECT first_id + figure_count - 1 FROM matrix
    WHERE first_id = (SELECT max(first_id) FROM matrix)
) n

-- name: figures_memory_measures
-- Every measure that has series, and how many.
-- returns  measure text, series_count integer
SELECT measure, count(*) FROM series GROUP BY measure ORDER BY measure

-- name: figures_memory_series
-- The series of a measure in the order in which queries give them; source is the key.
-- :measure text
-- returns  id integer, source text, origin text, destination text, breakdown text
SELECT s.id, o.key, s.origin, s.destination, s.breakdown
FROM series s JOIN source o ON o.id = s.source
WHERE s.measure = :measure
ORDER BY s.origin, s.destination, o.key, s.breakdown

-- name: figures_memory_values
-- Every version of every figure of a measure, the versions of one figure together and the newest
-- last.
-- :measure text
-- returns  id integer, period_start integer, period_end integer, value real or null,
--          status integer, load integer, series integer
SELECT f.id, f.period_start, f.period_end, f.value, f.status, f.load, f.series
FROM figure f
WHERE f.series IN (SELECT id FROM series WHERE measure = :measure)
ORDER BY f.series, f.period_start, f.period_end, f.id
