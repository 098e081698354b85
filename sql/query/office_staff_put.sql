INSERT INTO staff (name, password, must_change, factor, enrolled, factor_step, disabled, created_s, signed_in_s)
VALUES (:name, :password, :must_change, :factor, :enrolled, 0, 0, :created_s, 0)
