-- one row per unit whose closing report came
SELECT * FROM closing_report ORDER BY proposer
