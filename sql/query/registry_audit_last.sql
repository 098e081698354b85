SELECT id, at_s, chain FROM audit ORDER BY id DESC LIMIT 1
