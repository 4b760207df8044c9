-- one row per nomination that stands
SELECT code, proposer, name FROM nomination
