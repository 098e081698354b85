-- All of somebody's sessions but one (0: none).
DELETE FROM staff_session WHERE staff = :staff AND id <> :but
