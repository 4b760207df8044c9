-- the empty chain
INSERT INTO store.version VALUES (1, 0, ?)
