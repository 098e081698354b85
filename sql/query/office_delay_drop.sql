DELETE FROM staff_delay WHERE digest = :digest
