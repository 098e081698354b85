DELETE FROM staff_session WHERE id = :id AND staff = :staff RETURNING id
