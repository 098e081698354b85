-- What each load said it brought.
SELECT id, source, added + revised, digest FROM load ORDER BY id
