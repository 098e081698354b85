-- The newest version of entries of all kinds or one, in any state or one, by anybody or one, latest first. Columns as
-- registry_version_get, then kind text, then 1 when the index knows this version. :match is an FTS5 expression, empty:
-- all; what the index does not know has to be looked at by the caller.
SELECT e.id, e.key, v.number, e.state, v.who, v.why, v.at_s, v.body, e.kind, e.newest IS e.shown
FROM registry_entry e JOIN registry_version v ON v.entry = e.id AND v.number = e.newest
WHERE (:kind = '' OR e.kind = :kind) AND (:state = '' OR e.state = :state) AND (:who = '' OR v.who = :who)
    AND (:match = '' OR e.newest IS NOT e.shown
        OR e.id IN (SELECT -rowid FROM registry_text WHERE registry_text MATCH nullif(:match, '')))
ORDER BY v.at_s DESC, e.kind, e.key
