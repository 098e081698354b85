-- The newest version of entries of all kinds or one, in any state or one, by anybody or one, latest first. Columns as
-- registry_version_get, then kind text.
SELECT e.id, e.key, v.number, e.state, v.who, v.why, v.at_s, v.body, e.kind
FROM registry_entry e JOIN registry_version v ON v.entry = e.id AND v.number = e.newest
WHERE (:kind = '' OR e.kind = :kind) AND (:state = '' OR e.state = :state) AND (:who = '' OR v.who = :who)
ORDER BY v.at_s DESC, e.kind, e.key
