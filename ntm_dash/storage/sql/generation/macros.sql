-- macros of an invented campaign, for the cursor that builds it
-- The cursor's variables choose: seed, communes, districts, first and last (nomination numbers), words, movement.

-- a number from 0 up to 1 that looks random and is the same again for the same seed, question and number
CREATE TEMP MACRO chance(question, number) AS
    (hash(xor(number::UBIGINT, hash(getvariable('seed') || question))) % 1000000)::DOUBLE / 1000000;

-- one of some values, by chance
CREATE TEMP MACRO pick(choices, question, number) AS
    choices[1 + floor(chance(question, number) * len(choices))::INTEGER];

CREATE TEMP MACRO word(name) AS struct_extract(getvariable('words'), name);
CREATE TEMP MACRO communes() AS getvariable('communes')::BIGINT;
CREATE TEMP MACRO districts() AS getvariable('districts')::BIGINT;

-- districts hold about the same number of communes, some a little more than others
CREATE TEMP MACRO district_of(commune) AS least(
    districts(), 1 + (commune - 1) * districts() // communes() + (chance('neighbour', commune) < 0.15)::BIGINT);
CREATE TEMP MACRO district_code(district) AS printf('GH%03d', district::BIGINT);
CREATE TEMP MACRO commune_code(commune) AS printf('GX%05d', commune::BIGINT);
CREATE TEMP MACRO is_city(district) AS district % 11 = 0;
CREATE TEMP MACRO district_name(district) AS
    CASE WHEN is_city(district) THEN word('city') ELSE word('district') END || ' ' || district;

-- districts lie side by side, from west to east and south to north, and what is in one lies anywhere within it
CREATE TEMP MACRO districts_across() AS ceil(sqrt(districts() / 2.0))::BIGINT;
CREATE TEMP MACRO longitude_in(district, question, number) AS
    104 + 4 * ((district - 1) % districts_across() + chance(question || ' longitude', number)) / districts_across();
CREATE TEMP MACRO latitude_in(district, question, number) AS
    10 + 12 * ((district - 1) // districts_across() + chance(question || ' latitude', number))
        / ((districts() - 1) // districts_across() + 1);

-- how fast a commune moves (0.3 to 1.1; the first two districts lead), and the year it is recognised if it is
CREATE TEMP MACRO leads(commune) AS district_of(commune) <= 2;
CREATE TEMP MACRO talent(commune) AS CASE WHEN leads(commune) THEN 1.1 ELSE 0.3 + 0.8 * chance('talent', commune) END;
CREATE TEMP MACRO recognised_year(commune) AS
    CASE WHEN talent(commune) > 0.8 THEN 2014 + floor(chance('recognised year', commune) * 6)::BIGINT END;
CREATE TEMP MACRO recognised_on(commune) AS
    make_date(recognised_year(commune), 1 + floor(chance('recognised month', commune) * 12)::BIGINT, 10);

CREATE TEMP MACRO subject_of(nomination) AS CASE
    WHEN chance('subject', nomination) < 0.01 THEN 'district'
    WHEN chance('subject', nomination) < 0.04 THEN 'department'
    WHEN chance('subject', nomination) < 0.08 THEN 'mass_organisation'
    WHEN chance('subject', nomination) < 0.16 THEN 'commune'
    WHEN chance('subject', nomination) < 0.20 THEN 'village'
    WHEN chance('subject', nomination) < 0.36 THEN 'enterprise'
    WHEN chance('subject', nomination) < 0.54 THEN 'household'
    WHEN chance('subject', nomination) < 0.67 THEN 'official'
    WHEN chance('subject', nomination) < 0.81 THEN 'contributor'
    WHEN chance('subject', nomination) < 0.92 THEN 'worker'
    ELSE 'businessperson' END;
CREATE TEMP MACRO award_of(nomination) AS CASE
    WHEN chance('award', nomination) < 0.04 THEN 'giay_khen'
    WHEN chance('award', nomination) < 0.34 THEN 'bang_khen_thu_tuong'
    ELSE 'bang_khen_tinh' END;
CREATE TEMP MACRO nomination_code(nomination) AS printf('GD-%07d', nomination::BIGINT);
CREATE TEMP MACRO commune_of(nomination) AS 1 + floor(chance('commune', nomination) * communes())::BIGINT;

-- who proposes: a department or organisation for its own, else the district's committee
CREATE TEMP MACRO proposer_of(nomination) AS CASE subject_of(nomination)
    WHEN 'department' THEN word('department') || ' ' || pick(range(1, 21), 'department', nomination)
    WHEN 'mass_organisation' THEN word('mass_organisation') || ' ' || pick(range(1, 9), 'organisation', nomination)
    ELSE word('committee') || ' ' || district_name(district_of(commune_of(nomination))) END;

-- the numbers of the nominations that are being built
CREATE TEMP MACRO numbers() AS TABLE
SELECT unnest(range(getvariable('first')::BIGINT, getvariable('last')::BIGINT + 1)) AS nomination;
