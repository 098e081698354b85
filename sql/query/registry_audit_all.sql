-- The whole log in its order, with the digest that the version has now.
SELECT a.id, a.at_s, a.who, a.kind, a.key, a.entry, a.version, a.state_from, a.state_to, a.shown, a.why, a.digest,
    a.chain FROM audit a ORDER BY a.id
