DELETE FROM staff_delay WHERE last_s < :last_before_s
