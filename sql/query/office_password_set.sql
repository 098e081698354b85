UPDATE staff SET password = :password, must_change = :must_change WHERE id = :id
