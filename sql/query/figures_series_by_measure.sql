-- Series within a range of measures (the same one twice for one measure, the widest range for all).
SELECT id, measure, source, origin, destination, breakdown
FROM series
WHERE measure BETWEEN :measure_first AND :measure_last
