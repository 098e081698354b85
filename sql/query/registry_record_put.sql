INSERT INTO registry_record (entry, kind, version, at_s, gone) VALUES (:entry, :kind, :version, :at_s, :gone)
ON CONFLICT (entry) DO UPDATE SET version = excluded.version, at_s = excluded.at_s, gone = excluded.gone
