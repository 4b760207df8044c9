-- the rows of the newest batches of a table are found without reading the others
CALL postgres_execute('store', 'CREATE INDEX IF NOT EXISTS {table}_batch ON public.{table} USING brin (batch)')
