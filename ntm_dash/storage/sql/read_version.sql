-- one row: the number of the last event and the head of the chain
SELECT number, head FROM store.version WHERE one = 1
