-- Every version of every figure, the versions of one figure together and the newest last.
-- returns  id, period_start, period_end, value, status, load, series
SELECT id, period_start, period_end, value, status, load, series
FROM figure
ORDER BY series, period_start, period_end, id
