-- The words of every computed table, to look at them.
SELECT id, measure, breakdown FROM matrix ORDER BY id
