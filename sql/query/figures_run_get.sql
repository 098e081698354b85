SELECT id, engine, method, version, options, inputs, result_digest, started_s FROM run WHERE id = :id
