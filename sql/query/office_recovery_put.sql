INSERT INTO staff_recovery (staff, digest) VALUES (:staff, :digest)
