-- Series of a source by ascending id.
SELECT id, measure, source, origin, destination, breakdown FROM series WHERE source = :source ORDER BY id
