INSERT INTO registry_title (rowid, words, tags) VALUES (-:entry, :words, :tags)
