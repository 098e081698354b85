-- returns  id, then the description in the order of the table
SELECT id, key, producer, title_en, title_es, edition, published, accessed, licence, citation, url, note_en, note_es
FROM source WHERE key = :key
