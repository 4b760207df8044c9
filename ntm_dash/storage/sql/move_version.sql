-- the head of the chain moves with every commit; two writers at once collide here
UPDATE store.version SET number = ?, head = ? WHERE one = 1
