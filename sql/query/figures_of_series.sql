-- Every version of every figure of a series up to an id; the newest version of a period comes last.
SELECT id, period_start, period_end, value, status, load, sheet, row_number, column_number, replaces
FROM figure
WHERE series = :series AND id <= :last_id
ORDER BY period_start, period_end, id
