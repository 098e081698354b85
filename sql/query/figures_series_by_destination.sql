-- Series of one destination, within a range of measures (the same one twice for one measure).
SELECT id, measure, source, origin, destination, breakdown
FROM series
WHERE destination = :destination AND measure BETWEEN :measure_first AND :measure_last
