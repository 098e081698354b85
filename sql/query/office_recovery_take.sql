DELETE FROM staff_recovery WHERE staff = :staff AND digest = :digest RETURNING staff
