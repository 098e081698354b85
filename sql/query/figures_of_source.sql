-- Everything a source has, older versions before newer ones: what a load compares with.
SELECT f.series, f.period_start, f.period_end, f.id, f.value, f.status
FROM series s JOIN figure f ON f.series = s.id
WHERE s.source = :source
ORDER BY f.series, f.period_start, f.period_end, f.id
