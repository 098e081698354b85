-- Every series in the order in which queries give them.
-- returns  id, measure, source key, origin, destination, breakdown
SELECT s.id, s.measure, o.key, s.origin, s.destination, s.breakdown
FROM series s JOIN source o ON o.id = s.source
ORDER BY s.measure, s.origin, s.destination, o.key, s.breakdown
