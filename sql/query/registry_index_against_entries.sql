-- Published entries that cannot be found by their words, and found ones that are not published.
SELECT e.kind, e.key FROM registry_entry e LEFT JOIN registry_text_docsize d ON d.id = e.id
WHERE (e.shown IS NULL) <> (d.id IS NULL)
