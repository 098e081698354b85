SELECT id, period_start, period_end, value, status, load, sheet, row_number, column_number, replaces, series
FROM figure WHERE id = :id
