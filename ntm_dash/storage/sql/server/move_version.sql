-- the head of the chain moves; said in the server's own words, because an update by DuckDB makes a table each time
CALL postgres_execute('store', 'UPDATE public.version SET number = {number}, head = ''{head}'' WHERE one = 1')
