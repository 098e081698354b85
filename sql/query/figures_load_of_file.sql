-- Whether bytes with this hash were loaded as this dataset; the newest such load.
SELECT l.id FROM file f JOIN load l ON l.file = f.id
WHERE f.sha256 = :sha256 AND l.dataset = :dataset
ORDER BY l.id DESC LIMIT 1
