INSERT INTO staff_delay (digest, failures, last_s, until_s) VALUES (:digest, :failures, :last_s, :until_s)
ON CONFLICT (digest) DO UPDATE SET failures = excluded.failures, last_s = excluded.last_s, until_s = excluded.until_s
