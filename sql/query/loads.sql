-- SPDX-License-Identifier: Apache-2.0
-- loads.sql: source, file, run and load, where figures come from. A load is one transaction that
-- brought figures from a file or from a run, the computation that made them; a source is one
-- edition of a publication. Loads and runs are only added. Times are Unix seconds.

-- name: figures_source_put
-- Describe an edition, new or again.
-- :key :producer :title_en :title_es :edition :published :accessed :licence :citation :url text
-- :note_en :note_es text
INSERT INTO source (key, producer, title_en, title_es, edition, published, accessed, licence,
    citation, url, note_en, note_es)
VALUES (:key, :producer, :title_en, :title_es, :edition, :published, :accessed, :licence,
    :citation, :url, :note_en, :note_es)
ON CONFLICT (key) DO UPDATE SET
    producer = excluded.producer, title_en = excluded.title_en, title_es = excluded.title_es,
    edition = excluded.edition, published = excluded.published, accessed = excluded.accessed,
    licence = excluded.licence, citation = excluded.citation, url = excluded.url,
    note_en = excluded.note_en, note_es = excluded.note_es

-- name: figures_source_get
-- The description of an edition.
-- :key text
-- returns  id integer, key text, producer text, title_en text, title_es text, edition text,
--          published text, accessed text, licence text, citation text, url text, note_en text,
--          note_es text
SELECT id, key, producer, title_en, title_es, edition, published, accessed, licence, citation, url,
    note_en, note_es
FROM source WHERE key = :key

-- name: figures_source_keys
-- Sources that were added after one.
-- :after integer   the last id that is known; 0 for all
-- returns  id integer, key text
SELECT id, key FROM source WHERE id > :after ORDER BY id

-- name: figures_sources
-- Every edition that has figures, with what its loads brought. Loads are counted instead of figures
-- because they are few; `corredor check` compares the two.
-- returns  as figures_source_get, then figure_count integer, series_count integer,
--          load_count integer, loaded_s integer, period_start integer or null,
--          period_end integer or null
SELECT s.id, s.key, s.producer, s.title_en, s.title_es, s.edition, s.published, s.accessed,
    s.licence, s.citation, s.url, s.note_en, s.note_es, sum(l.added + l.revised),
    sum(l.series_added), count(*), max(l.loaded_s), min(l.period_start), max(l.period_end)
FROM source s JOIN load l ON l.source = s.id
GROUP BY s.id
HAVING sum(l.added + l.revised) > 0
ORDER BY s.producer, s.key

-- name: figures_memory_sources
-- The description of every source.
-- returns  key text, producer text, title_en text, title_es text, edition text, published text,
--          accessed text, licence text, citation text, url text, note_en text, note_es text
SELECT key, producer, title_en, title_es, edition, published, accessed, licence, citation, url,
    note_en, note_es
FROM source ORDER BY key

-- name: figures_file_put
-- A file as it was received, unless it is known.
-- :name text   :sha256 blob   :bytes integer
INSERT INTO file (name, sha256, bytes) VALUES (:name, :sha256, :bytes)
ON CONFLICT (sha256, name) DO UPDATE SET bytes = excluded.bytes

-- name: figures_file_get
-- A file by its content and name.
-- :sha256 blob   :name text
-- returns  id integer
SELECT id FROM file WHERE sha256 = :sha256 AND name = :name

-- name: figures_run_put
-- A computation, with what is needed to repeat it.
-- :engine :method :version :options :inputs text   :result_digest blob   :started_s integer
INSERT INTO run (engine, method, version, options, inputs, result_digest, started_s)
VALUES (:engine, :method, :version, :options, :inputs, :result_digest, :started_s)

-- name: figures_run_get
-- One computation.
-- :id integer
-- returns  id integer, engine text, method text, version text, options text, inputs text,
--          result_digest blob, started_s integer
SELECT id, engine, method, version, options, inputs, result_digest, started_s FROM run
WHERE id = :id

-- name: figures_runs
-- Every computation, oldest first.
-- returns  as figures_run_get
SELECT id, engine, method, version, options, inputs, result_digest, started_s FROM run ORDER BY id

-- name: figures_load_put
-- Add a load, with what it brought. One of file and run is given; the period is null when the load
-- brought nothing.
-- :id :source integer   :file :run integer or null   :dataset :layout text   :loaded_s integer
-- :added :unchanged :revised :series_added integer   :period_start :period_end integer or null
-- :digest blob
INSERT INTO load (id, source, file, run, dataset, layout, loaded_s, added, unchanged, revised,
    series_added, period_start, period_end, digest)
VALUES (:id, :source, :file, :run, :dataset, :layout, :loaded_s, :added, :unchanged, :revised,
    :series_added, :period_start, :period_end, :digest)

-- name: figures_load_get
-- A load with its file; run is 0 and the file null where there is none.
-- :id integer
-- returns  dataset text, layout text, loaded_s integer, run integer, file_name text or null,
--          sha256 blob or null, bytes integer or null
SELECT l.dataset, l.layout, l.loaded_s, coalesce(l.run, 0), f.name, f.sha256, f.bytes
FROM load l LEFT JOIN file f ON f.id = l.file
WHERE l.id = :id

-- name: figures_load_newest
-- The newest load; 0 when there is none. Figures change with loads alone, so what was computed for
-- the same newest load still holds.
-- returns  id integer
SELECT coalesce(max(id), 0) FROM load

-- name: figures_load_of_file
-- The newest load of a dataset from bytes with this hash.
-- :sha256 blob   :dataset text
-- returns  id integer
SELECT l.id FROM file f JOIN load l ON l.file = f.id
WHERE f.sha256 = :sha256 AND l.dataset = :dataset
ORDER BY l.id DESC LIMIT 1

-- name: figures_loads_after
-- Loads that were added after one; run is 0 where there is none.
-- :after integer   the last id that is known; 0 for all
-- returns  id integer, loaded_s integer, run integer, source integer, corrects integer
SELECT id, loaded_s, coalesce(run, 0), source, id IN (SELECT load FROM correction)
FROM load WHERE id > :after ORDER BY id

-- name: figures_load_digests
-- What each load said it brought, for the check of figures.
-- returns  id integer, source integer, figure_count integer, digest blob
SELECT id, source, added + revised, digest FROM load ORDER BY id

-- name: figures_memory_loads
-- Every load with the file it read; run is 0 and the name empty where there is none.
-- returns  id integer, run integer, file_name text
SELECT l.id, coalesce(l.run, 0), coalesce(f.name, '')
FROM load l LEFT JOIN file f ON f.id = l.file
ORDER BY l.id

-- name: figures_correction_put
-- Say of a load that it corrects figures of an agency.
-- :load integer   :who :why text
INSERT INTO correction (load, who, why) VALUES (:load, :who, :why)

-- name: figures_correction_get
-- Who corrected figures with a load, and why.
-- :id integer
-- returns  who text, why text, loaded_s integer
SELECT c.who, c.why, l.loaded_s FROM correction c JOIN load l ON l.id = c.load WHERE c.load = :id

-- name: figures_correction_count
-- How many loads correct figures of an agency.
-- returns  count integer
SELECT count(*) FROM correction

-- name: figures_source_holding
-- What a source has: the dataset of its first load (the engine of a computation), whether that was a
-- computation, and how many figures, replaced ones not counted. No row for a source without loads.
-- :key text
-- returns  dataset text, is_run integer, figure_count integer
SELECT l.dataset, l.run IS NOT NULL, (SELECT sum(added) FROM load WHERE source = s.id)
FROM source s JOIN load l ON l.source = s.id
WHERE s.key = :key ORDER BY l.id LIMIT 1
