INSERT INTO matrix (load, measure, source, breakdown, period_start, period_end, status, first_id, figure_count, places, cells)
VALUES (:load, :measure, :source, :breakdown, :period_start, :period_end, :status, :first_id, :figure_count, :places, :cells)
