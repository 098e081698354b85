SELECT count(*) FROM staff s JOIN staff_role r ON r.staff = s.id
WHERE r.role = 'administrator' AND s.disabled = 0
