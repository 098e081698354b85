SELECT id, staff, whole, created_s, seen_s FROM staff_session WHERE digest = :digest
