-- The computed table that may hold a figure: the last one that begins at or before its id.
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status, g.first_id, g.figure_count,
    g.places, g.cells
FROM matrix g JOIN source o ON o.id = g.source
WHERE g.first_id <= :id
ORDER BY g.first_id DESC LIMIT 1
