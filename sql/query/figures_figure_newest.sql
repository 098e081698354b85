-- The newest figure, by itself or in a computed table.
SELECT max(coalesce((SELECT max(id) FROM figure), 0),
    coalesce((SELECT first_id + figure_count - 1 FROM matrix ORDER BY first_id DESC LIMIT 1), 0))
