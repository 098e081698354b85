UPDATE staff SET factor = :factor, enrolled = :enrolled, factor_step = :step WHERE id = :id
