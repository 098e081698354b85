INSERT INTO series (measure, source, origin, destination, breakdown)
VALUES (:measure, :source, :origin, :destination, :breakdown)
