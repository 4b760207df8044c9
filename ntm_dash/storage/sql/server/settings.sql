-- one row: the language of the server's messages, and in what its texts are kept
SELECT * FROM postgres_query(
    'store', 'SELECT current_setting(''lc_messages'') AS language, current_setting(''server_encoding'') AS encoding'
)
