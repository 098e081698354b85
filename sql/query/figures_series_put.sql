-- rows 32: as figures_put.sql
INSERT INTO series (id, measure, source, origin, destination, breakdown)
VALUES (:id, :measure, :source, :origin, :destination, :breakdown)
