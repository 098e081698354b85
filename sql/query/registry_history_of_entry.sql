SELECT id, at_s, who, why, kind, key, version, state_from, state_to FROM audit
WHERE entry = (SELECT id FROM registry_entry WHERE kind = :kind AND key = :key) ORDER BY id DESC LIMIT :limit
