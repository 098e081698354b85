-- Every edition that has figures, with what its loads brought. Counting loads instead of figures makes this instant;
-- `corredor check` compares the two.
-- returns  the description as in figures_source_get, then figures, series, loads, newest load, first and last day
SELECT s.id, s.key, s.producer, s.title_en, s.title_es, s.edition, s.published, s.accessed, s.licence, s.citation, s.url,
    s.note_en, s.note_es, sum(l.added + l.revised), sum(l.series_added), count(*), max(l.loaded_s), min(l.period_start),
    max(l.period_end)
FROM source s JOIN load l ON l.source = s.id
GROUP BY s.id
HAVING sum(l.added + l.revised) > 0
ORDER BY s.producer, s.key
