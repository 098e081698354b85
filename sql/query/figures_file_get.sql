SELECT id FROM file WHERE sha256 = :sha256 AND name = :name
