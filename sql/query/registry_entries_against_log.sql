-- Entries whose state or published version is not what the last row of the log about them says.
SELECT e.kind, e.key FROM registry_entry e
LEFT JOIN audit a ON a.id = (SELECT max(b.id) FROM audit b WHERE b.entry = e.id)
WHERE a.id IS NULL OR a.shown IS NOT e.shown
    OR e.newest IS NOT (SELECT max(v.number) FROM registry_version v WHERE v.entry = e.id)
