-- one row per judged condition for which an answer stands in any case
SELECT DISTINCT clause, condition FROM judgement ORDER BY ALL
