-- When the first of them changed, and how many there are in a span of time.
SELECT (SELECT min(at_s) FROM registry_record WHERE kind = :kind), count(*)
FROM registry_record r WHERE r.kind = :kind AND r.at_s BETWEEN :from_s AND :until_s
    AND (:field = '' OR r.gone = 1 OR EXISTS (SELECT 1 FROM registry_link l
        WHERE l.kind = r.kind AND l.field = :field AND l.value = :value AND l.entry = r.entry))
