UPDATE staff SET signed_in_s = :at_s WHERE id = :id
