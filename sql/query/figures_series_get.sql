SELECT id, measure, source, origin, destination, breakdown FROM series WHERE id = :id
