-- Every version of every corridor's figure of one period.
SELECT s.origin, s.destination,
    f.id, f.period_start, f.period_end, f.value, f.status, f.load, f.sheet, f.row_number, f.column_number, f.replaces
FROM series s JOIN figure f ON f.series = s.id
WHERE s.measure = :measure AND s.source = :source AND s.breakdown = :breakdown
    AND f.period_start = :period_start AND f.period_end = :period_end
ORDER BY s.destination, s.origin, f.id
