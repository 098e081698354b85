-- The newest series, 0 when there is none.
SELECT coalesce(max(id), 0) FROM series
