-- Every computed table of one measure, source and breakdown, oldest first.
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status, g.first_id, g.figure_count,
    g.places, g.cells
FROM matrix g JOIN source o ON o.id = g.source
WHERE g.measure = :measure AND o.key = :source AND g.breakdown = :breakdown
ORDER BY g.id
