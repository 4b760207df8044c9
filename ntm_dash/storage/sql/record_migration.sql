-- one migration, done
INSERT INTO store.migration VALUES (?, ?)
