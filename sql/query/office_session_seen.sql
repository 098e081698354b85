UPDATE staff_session SET seen_s = :at_s WHERE id = :id
