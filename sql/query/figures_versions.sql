-- Every version of one figure, oldest first.
SELECT id, period_start, period_end, value, status, load, sheet, row_number, column_number, replaces
FROM figure
WHERE series = :series AND period_start = :period_start AND period_end = :period_end
ORDER BY id
