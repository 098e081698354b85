INSERT INTO registry_version (entry, number, who, why, at_s, body, digest)
VALUES (:entry, :number, :who, :why, :at_s, :body, :digest)
