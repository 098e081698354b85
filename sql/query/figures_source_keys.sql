-- :after  sources with higher ids only
SELECT id, key FROM source WHERE id > :after ORDER BY id
