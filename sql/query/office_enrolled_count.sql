SELECT count(*) FROM staff WHERE factor IS NOT NULL
