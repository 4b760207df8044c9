-- the rows of a frame, as records of one batch
INSERT INTO store.{table} BY NAME SELECT ?::BIGINT AS batch, * FROM incoming
