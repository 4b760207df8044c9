-- one row per judged condition of a case that the Council has answered, in the order of the answers
SELECT case_id, clause, condition, holds, meeting, held_on, reason, who, seq FROM given_judgement ORDER BY seq
