INSERT INTO audit (id, at_s, who, kind, key, entry, version, state_from, state_to, shown, why, digest, chain)
VALUES (:id, :at_s, :who, :kind, :key, :entry, :version, :state_from, :state_to, :shown, :why, :digest, :chain)
