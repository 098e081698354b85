DELETE FROM staff_role WHERE staff = :staff AND role = :role AND country = :country AND registry = :registry
RETURNING staff
