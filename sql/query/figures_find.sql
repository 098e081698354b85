-- The newest version of one figure.
SELECT f.id, f.period_start, f.period_end, f.value, f.status, f.load, f.sheet, f.row_number, f.column_number, f.replaces
FROM series s JOIN figure f ON f.series = s.id
WHERE s.measure = :measure AND s.source = :source AND s.breakdown = :breakdown AND s.destination = :destination
    AND s.origin = :origin AND f.period_start = :period_start AND f.period_end = :period_end
ORDER BY f.id DESC LIMIT 1
