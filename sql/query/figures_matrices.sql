-- Computed tables in the order of their figures, the versions of one together and the newest last.
-- :all  0: the newest version of each only
-- returns  id, load, measure, source key, breakdown, period_start, period_end, status, first_id, figure_count, places, cells
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status, g.first_id, g.figure_count,
    g.places, g.cells
FROM matrix g JOIN source o ON o.id = g.source
WHERE :all OR NOT EXISTS (
    SELECT 1 FROM matrix n
    WHERE n.measure = g.measure AND n.source = g.source AND n.breakdown = g.breakdown
        AND n.period_start = g.period_start AND n.period_end = g.period_end AND n.id > g.id)
ORDER BY g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.id
