-- What a search looks at in an entry: folded words of its title, and "field value" lines.
SELECT title, parts FROM registry_found WHERE entry = :entry
