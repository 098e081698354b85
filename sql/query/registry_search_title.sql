-- The same for words in titles.
SELECT -rowid FROM registry_title WHERE registry_title MATCH :query ORDER BY rowid LIMIT :limit
