-- returns  dataset, layout, loaded_s, run or 0, file name, hash, bytes
SELECT l.dataset, l.layout, l.loaded_s, coalesce(l.run, 0), f.name, f.sha256, f.bytes
FROM load l LEFT JOIN file f ON f.id = l.file
WHERE l.id = :id
