-- Keys of a kind, for "did you mean".
SELECT key FROM registry_entry WHERE kind = :kind AND newest > 0 ORDER BY key LIMIT 5000
