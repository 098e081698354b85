-- Every version of every figure of a measure, the versions of one figure together and the newest last.
-- :measure
-- returns  id, period_start, period_end, value, status, load, series
SELECT f.id, f.period_start, f.period_end, f.value, f.status, f.load, f.series
FROM figure f
WHERE f.series IN (SELECT id FROM series WHERE measure = :measure)
ORDER BY f.series, f.period_start, f.period_end, f.id
