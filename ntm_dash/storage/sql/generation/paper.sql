-- one row per paper of an invented nomination, or of a proposer's whole list for one award
WITH own AS (
    SELECT nomination * 2 AS number, nomination_code(nomination) AS nomination, NULL AS proposer, award_of(nomination) AS award,
           CASE WHEN subject_of(nomination) = 'household' AND award_of(nomination) = 'bang_khen_tinh' THEN 'summary_report'
                ELSE 'achievement_report' END AS kind
    FROM numbers() WHERE chance('report sent', nomination) > 0.1
),
proposers AS (
    SELECT DISTINCT proposer_of(nomination) AS proposer, award_of(nomination) AS award FROM numbers()
    WHERE getvariable('first') = 1
),
lists AS (
    SELECT 1000000000 + row_number() OVER (ORDER BY proposer, award, position) AS number, NULL AS nomination, proposer, award, kind
    FROM proposers, (VALUES (0, 'submission'), (1, 'nominee_list'), (2, 'summary_table'), (3, 'minutes')) AS k (position, kind)
),
final AS (
    SELECT number, nomination, proposer, award, kind FROM own
    UNION ALL
    SELECT number, nomination, proposer, award, kind FROM lists WHERE chance('list sent', number) > 0.1
)
SELECT row_number() OVER (ORDER BY number) - 1 AS n, nomination, proposer, CASE WHEN nomination IS NULL THEN award END AS award, kind,
       CASE WHEN chance('copies said', number) > 0.08 THEN pick([1, 2, 3, 3, 4, 4, 4], 'copies', number) END::INTEGER AS copies,
       CASE WHEN chance('paper received', number) > 0.1 THEN DATE '2019-07-01' + (number % 30)::INTEGER END AS received_on
FROM final
