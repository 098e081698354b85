-- How many of these entries have each code, place and year. :entries is a JSON list of their numbers.
SELECT l.field, l.value, count(*) FROM json_each(:entries) m JOIN registry_link l ON l.entry = m.value
GROUP BY l.field, l.value ORDER BY l.field, count(*) DESC, l.value
