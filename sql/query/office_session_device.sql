UPDATE staff_session SET device = :device WHERE digest = :digest
