-- The folded words of titles, and all words. :entries is a JSON list of entries; in its order.
SELECT t.words, a.words FROM json_each(:entries) m JOIN registry_title t ON t.rowid = -m.value
JOIN registry_text a ON a.rowid = -m.value ORDER BY m.key
