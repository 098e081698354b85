-- The version of an entry that was published at a time; null when none was.
SELECT shown FROM audit WHERE entry = :entry AND at_s <= :at_s ORDER BY id DESC LIMIT 1
