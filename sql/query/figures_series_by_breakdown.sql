-- All places of one measure, source and breakdown.
SELECT id, measure, source, origin, destination, breakdown
FROM series
WHERE measure = :measure AND source = :source AND breakdown = :breakdown
