-- Did somebody save one of the versions since the published one?
SELECT count(*) FROM registry_version v JOIN registry_entry e ON e.id = v.entry
WHERE e.kind = :kind AND e.key = :key AND v.who = :who AND v.number > coalesce(e.shown, 0)
