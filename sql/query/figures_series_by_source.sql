SELECT id, measure, source, origin, destination, breakdown FROM series WHERE source = :source
