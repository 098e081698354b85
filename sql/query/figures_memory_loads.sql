-- Every load with the file it read.
-- returns  id, run or 0, file name
SELECT l.id, coalesce(l.run, 0), coalesce(f.name, '')
FROM load l LEFT JOIN file f ON f.id = l.file
ORDER BY l.id
