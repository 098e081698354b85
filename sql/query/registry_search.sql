-- Entries that have the words, newest first: numbers in the index are negative. :query is an FTS5 expression over folded
-- words and tags.
SELECT -rowid FROM registry_text WHERE registry_text MATCH :query ORDER BY rowid LIMIT :limit
