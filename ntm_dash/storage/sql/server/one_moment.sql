-- all that the transaction reads is of one moment
CALL postgres_execute('store', 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
