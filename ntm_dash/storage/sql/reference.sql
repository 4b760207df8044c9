-- lists that every campaign shares, read from the project's own data
CREATE TABLE award_form AS
SELECT form, words, level, rank::BIGINT AS rank
FROM read_csv('{place}/award_forms.csv', header = true, all_varchar = true);
