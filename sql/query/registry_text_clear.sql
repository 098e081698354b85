DELETE FROM registry_text WHERE rowid = -:entry
