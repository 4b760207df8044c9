-- one row: the number of the last event and the head of the chain, held until the end of the transaction
SELECT number, head FROM postgres_query('store', 'SELECT number, head FROM public.version WHERE one = 1 FOR UPDATE')
