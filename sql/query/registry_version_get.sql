-- One version of an entry, in the columns of every reading statement:
-- returns id integer, key text, number integer, state text, who text, why text, at_s integer, body text
SELECT e.id, e.key, v.number, (SELECT a.state_to FROM audit a WHERE a.entry = e.id AND a.version = v.number
    ORDER BY a.id DESC LIMIT 1), v.who, v.why, v.at_s, v.body
FROM registry_entry e JOIN registry_version v ON v.entry = e.id
WHERE e.id = :entry AND v.number = :number
