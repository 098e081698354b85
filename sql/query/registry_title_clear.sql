DELETE FROM registry_title WHERE rowid = -:entry
