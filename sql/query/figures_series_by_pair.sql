-- Series between two places, within a range of measures (the same one twice for one measure).
SELECT id, measure, source, origin, destination, breakdown
FROM series
WHERE destination = :destination AND origin = :origin AND measure BETWEEN :measure_first AND :measure_last
