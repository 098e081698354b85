-- What a run made, in the order in which it was made.
-- returns  as figures_matrices
SELECT g.id, g.load, g.measure, o.key, g.breakdown, g.period_start, g.period_end, g.status, g.first_id, g.figure_count,
    g.places, g.cells
FROM load l JOIN matrix g ON g.load = l.id JOIN source o ON o.id = g.source
WHERE l.run = :run
ORDER BY g.id
