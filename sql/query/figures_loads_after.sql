-- :after  loads with higher ids only
SELECT id, loaded_s, coalesce(run, 0), source FROM load WHERE id > :after ORDER BY id
