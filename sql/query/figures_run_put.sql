INSERT INTO run (engine, method, version, options, inputs, result_digest, started_s)
VALUES (:engine, :method, :version, :options, :inputs, :result_digest, :started_s)
