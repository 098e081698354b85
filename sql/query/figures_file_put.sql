INSERT INTO file (name, sha256, bytes) VALUES (:name, :sha256, :bytes)
ON CONFLICT (sha256, name) DO UPDATE SET bytes = excluded.bytes
