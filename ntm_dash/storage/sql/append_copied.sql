-- the rows of a frame as they are, into a table of the store
INSERT INTO store.{table} BY NAME FROM copied
