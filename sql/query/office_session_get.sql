SELECT id, staff, whole, created_s, seen_s, device FROM staff_session WHERE digest = :digest
