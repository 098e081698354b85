SELECT id, at_s, who, why, kind, key, version, state_from, state_to FROM audit ORDER BY id DESC LIMIT :limit
