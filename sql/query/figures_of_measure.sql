-- Everything a source has of a measure, older versions before newer ones: what a load compares with.
SELECT f.series, f.period_start, f.period_end, f.id, f.value, f.status
FROM series s CROSS JOIN figure f ON f.series = s.id
WHERE s.source = :source AND s.measure = :measure
ORDER BY s.breakdown, s.destination, s.origin, f.period_start, f.period_end, f.id
