-- Where an entry stands. :kind, :key text. returns id, newest integer, state text, shown integer or null
SELECT id, newest, state, shown FROM registry_entry WHERE kind = :kind AND key = :key
