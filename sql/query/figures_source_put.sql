-- Describe an edition, new or again.
INSERT INTO source (key, producer, title_en, title_es, edition, published, accessed, licence, citation, url, note_en, note_es)
VALUES (:key, :producer, :title_en, :title_es, :edition, :published, :accessed, :licence, :citation, :url, :note_en, :note_es)
ON CONFLICT (key) DO UPDATE SET
    producer = excluded.producer, title_en = excluded.title_en, title_es = excluded.title_es, edition = excluded.edition,
    published = excluded.published, accessed = excluded.accessed, licence = excluded.licence,
    citation = excluded.citation, url = excluded.url, note_en = excluded.note_en, note_es = excluded.note_es
