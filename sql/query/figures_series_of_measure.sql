-- Series of a source and measure, in the order of figures_of_measure.sql.
SELECT id, measure, source, origin, destination, breakdown FROM series
WHERE source = :source AND measure = :measure
ORDER BY breakdown, destination, origin
