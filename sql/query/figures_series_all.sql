-- Every series with the words as stored, to look at the words.
SELECT id, measure, origin, destination, breakdown FROM series ORDER BY id
