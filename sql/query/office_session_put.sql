INSERT INTO staff_session (digest, staff, whole, created_s, seen_s) VALUES (:digest, :staff, :whole, :at_s, :at_s)
