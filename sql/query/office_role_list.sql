SELECT role, country, registry FROM staff_role WHERE staff = :staff ORDER BY role, registry, country
