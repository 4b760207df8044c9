-- one row per nomination of that code that stands, at most one: who proposes it
SELECT proposer FROM nomination WHERE code = $nomination
