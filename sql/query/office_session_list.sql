SELECT id, staff, whole, created_s, seen_s, device FROM staff_session WHERE staff = :staff AND whole = 1 ORDER BY seen_s DESC
