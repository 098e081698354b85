-- rows 32: loads write thousands of figures, and half of the time of a statement goes by before its first row.
INSERT INTO figure (id, series, period_start, period_end, value, status, load, sheet, row_number, column_number, replaces)
VALUES (:id, :series, :period_start, :period_end, :value, :status, :load, :sheet, :row, :column, :replaces)
