-- Every computed table by id, to look at.
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, coalesce(o.key, ''), g.breakdown, g.period_start, g.period_end, g.status, g.first_id,
    g.figure_count, g.places, g.cells
FROM matrix g LEFT JOIN source o ON o.id = g.source
ORDER BY g.id
