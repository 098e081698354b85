-- Columns as office_staff_get.
SELECT id, name, password, must_change, factor, enrolled, factor_step, disabled, created_s, signed_in_s
FROM staff WHERE id = :id
