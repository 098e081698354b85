SELECT count(*) FROM staff_recovery WHERE staff = :staff
