-- one row per campaign: whether there is anything yet of what the first steps bring, and how many people may sign in
SELECT EXISTS (FROM live_batch) AS files,
       EXISTS (FROM assessment) AND EXISTS (FROM commune_event) AS results,
       EXISTS (FROM nomination) AS nominations,
       EXISTS (FROM council_member) AS council,
       EXISTS (FROM act WHERE kind = 'meeting_called') AS meeting,
       (
           SELECT count(*) FROM (
               FROM store.account QUALIFY row_number() OVER (PARTITION BY account ORDER BY batch DESC) = 1
           ) WHERE active
       ) AS people
