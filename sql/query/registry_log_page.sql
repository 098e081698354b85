-- Rows of the log before one, newest first; by one person when given. Columns as registry_history_of_all.
SELECT id, at_s, who, why, kind, key, version, state_from, state_to FROM audit
WHERE id < :before AND (:who = '' OR who = :who) ORDER BY id DESC LIMIT :limit
