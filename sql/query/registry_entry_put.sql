-- Reserve a key; the first version follows in the same transaction.
INSERT INTO registry_entry (kind, key, newest, state, shown) VALUES (:kind, :key, 0, '', NULL)
