DELETE FROM staff_recovery WHERE staff = :staff
