-- lists that every campaign shares, read from the project's own data
CREATE TABLE award_form AS
SELECT form, words, level, rank::BIGINT AS rank
FROM read_csv('{place}/award_forms.csv', header = true, all_varchar = true);

-- one row per criteria set: the first year it is the measure of; an earlier day scored by it is a re-scored baseline
CREATE TABLE criteria_set AS
SELECT split_part(criteria_set, '/', 1)::INTEGER AS number, min(left(period, 4)::INTEGER) AS first_year
FROM read_csv('{place}/criteria.csv', header = true, all_varchar = true)
GROUP BY ALL;
