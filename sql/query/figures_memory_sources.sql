-- returns  the description of every source in the order of the table
SELECT key, producer, title_en, title_es, edition, published, accessed, licence, citation, url, note_en, note_es
FROM source ORDER BY key
