-- returns id, name, password text, must_change, factor blob, enrolled, factor_step, disabled, created_s, signed_in_s
SELECT id, name, password, must_change, factor, enrolled, factor_step, disabled, created_s, signed_in_s
FROM staff WHERE name = :name
