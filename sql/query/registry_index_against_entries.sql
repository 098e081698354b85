-- Published entries that cannot be found by their words, and found ones that are not published.
SELECT e.kind, e.key FROM registry_entry e LEFT JOIN registry_text_docsize d ON d.id = -e.id
LEFT JOIN registry_title_docsize t ON t.id = -e.id LEFT JOIN registry_found f ON f.entry = e.id
WHERE (e.shown IS NULL) <> (d.id IS NULL) OR (e.shown IS NULL) <> (t.id IS NULL) OR (e.shown IS NULL) <> (f.entry IS NULL)
