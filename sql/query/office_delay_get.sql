SELECT failures, last_s, until_s FROM staff_delay WHERE digest = :digest
