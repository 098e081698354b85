INSERT OR IGNORE INTO staff_role (staff, role, country, registry) VALUES (:staff, :role, :country, :registry)
RETURNING staff
