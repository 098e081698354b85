INSERT INTO registry_text (rowid, words, tags) VALUES (-:entry, :words, :tags)
