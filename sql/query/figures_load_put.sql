INSERT INTO load (id, source, file, run, dataset, layout, loaded_s, added, unchanged, revised, series_added, period_start,
    period_end, digest)
VALUES (:id, :source, :file, :run, :dataset, :layout, :loaded_s, :added, :unchanged, :revised, :series_added,
    :period_start, :period_end, :digest)
