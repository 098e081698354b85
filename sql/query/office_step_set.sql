-- A code is accepted once: the step only grows.
UPDATE staff SET factor_step = :step WHERE id = :id AND factor_step < :step RETURNING id
