-- Every measure that has series, and how many.
-- returns  measure, series
SELECT measure, count(*) FROM series GROUP BY measure ORDER BY measure
