-- All folded words of an entry.
SELECT words FROM registry_text WHERE rowid = -:entry
