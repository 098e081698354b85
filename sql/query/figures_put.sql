INSERT INTO figure (id, series, period_start, period_end, value, status, load, sheet, row_number, column_number, replaces)
VALUES (:id, :series, :period_start, :period_end, :value, :status, :load, :sheet, :row, :column, :replaces)
