-- Every version of one computed table, oldest first.
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status, g.first_id, g.figure_count,
    g.places, g.cells
FROM matrix g JOIN source o ON o.id = g.source
WHERE g.measure = :measure AND o.key = :source AND g.breakdown = :breakdown AND g.period_start = :period_start
    AND g.period_end = :period_end
ORDER BY g.id
