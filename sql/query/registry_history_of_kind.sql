SELECT id, at_s, who, why, kind, key, version, state_from, state_to FROM audit WHERE kind = :kind
ORDER BY id DESC LIMIT :limit
