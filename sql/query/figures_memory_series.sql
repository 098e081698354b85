-- The series of a measure in the order in which queries give them.
-- :measure
-- returns  id, source key, origin, destination, breakdown
SELECT s.id, o.key, s.origin, s.destination, s.breakdown
FROM series s JOIN source o ON o.id = s.source
WHERE s.measure = :measure
ORDER BY s.origin, s.destination, o.key, s.breakdown
