DELETE FROM staff_session WHERE seen_s < :seen_before_s OR created_s < :created_before_s
OR (whole = 0 AND created_s < :half_before_s)
