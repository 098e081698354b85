-- Every figure in the order of the store.
-- returns  as figures_of_series, then the series
SELECT id, period_start, period_end, value, status, load, sheet, row_number, column_number, replaces, series
FROM figure
ORDER BY series, period_start, period_end, id
