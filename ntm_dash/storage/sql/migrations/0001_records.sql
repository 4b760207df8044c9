-- migration 1: the tables of the store; every row names the event (`batch`) that brought it

CREATE TABLE store.migration (
    number INTEGER PRIMARY KEY,
    applied_at TIMESTAMP NOT NULL
);

-- one row: the number of the last event and the head of the chain
CREATE TABLE store.version (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number BIGINT NOT NULL,
    head VARCHAR NOT NULL
);

-- one row per act; `digest` covers the records that the act brought, `hash` covers the row and its predecessor
CREATE TABLE store.event (
    seq BIGINT PRIMARY KEY,
    id VARCHAR NOT NULL,
    acted_at TIMESTAMP NOT NULL,
    who VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    campaign VARCHAR,
    subject VARCHAR,
    body VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    hash VARCHAR NOT NULL
);

-- one row per administrative unit and unit list; codes are unique within a list only
CREATE TABLE store.unit (
    batch BIGINT NOT NULL,
    list VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    parent VARCHAR,
    longitude DOUBLE,
    latitude DOUBLE,
    PRIMARY KEY (list, code)
);

-- one row per campaign and change of it; the latest row stands
CREATE TABLE store.campaign (
    batch BIGINT PRIMARY KEY,
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    unit_list VARCHAR NOT NULL,
    rulebook VARCHAR NOT NULL,
    illustrative BOOLEAN NOT NULL,
    ended BOOLEAN NOT NULL
);

-- one row per sheet read in an import
CREATE TABLE store.sheet (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    file VARCHAR NOT NULL,
    file_digest VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    rows_read INTEGER NOT NULL,
    PRIMARY KEY (batch, sheet)
);

-- one row per record and earlier record that it replaces; in force while the later batch stands
CREATE TABLE store.replaced (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    old_batch BIGINT NOT NULL,
    old_sheet INTEGER NOT NULL,
    old_line INTEGER NOT NULL
);

-- one row per commune, day and criteria set; bit n-1 of `known` says criterion n was assessed, of `met` that it holds
CREATE TABLE store.assessment (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    unit VARCHAR NOT NULL,
    assessed_on DATE NOT NULL,
    criteria_set INTEGER NOT NULL,
    met BIGINT NOT NULL,
    known BIGINT NOT NULL,
    CHECK ((met & ~known) = 0)
);

-- one row per event of a commune, or per declaration that a list is complete for a district or the province
CREATE TABLE store.commune_event (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    unit VARCHAR,
    district VARCHAR,
    kind VARCHAR NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE,
    decision VARCHAR,
    content VARCHAR
);

-- one row per nomination code
CREATE TABLE store.nomination (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    farmer BOOLEAN,
    post VARCHAR,
    district VARCHAR,
    commune VARCHAR,
    village VARCHAR,
    award VARCHAR NOT NULL,
    proposer VARCHAR NOT NULL,
    received_on DATE,
    achievements VARCHAR,
    certificate_name VARCHAR
);

-- one row per contribution; `value` in dong; `delivered` false is a pledge, null is not said
CREATE TABLE store.contribution (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    nomination VARCHAR NOT NULL,
    given_on DATE,
    year INTEGER,
    kind VARCHAR NOT NULL,
    description VARCHAR,
    quantity DOUBLE,
    quantity_unit VARCHAR,
    value BIGINT CHECK (value >= 0),
    delivered BOOLEAN,
    confirmed_by VARCHAR,
    paper VARCHAR
);

-- one row per earlier award of a nominee or a unit, or per statement that there is none
CREATE TABLE store.earlier_award (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    nomination VARCHAR,
    unit VARCHAR,
    name VARCHAR,
    subject VARCHAR,
    form VARCHAR,
    movement VARCHAR,
    decision VARCHAR,
    decided_on DATE,
    decided_year INTEGER,
    from_year INTEGER,
    to_year INTEGER,
    status VARCHAR NOT NULL
);

-- one row per nomination and year
CREATE TABLE store.rating (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    nomination VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    level VARCHAR NOT NULL
);

-- one row per nomination and item of evidence; `number` where the value is one, `stated` false where it says no
CREATE TABLE store.evidence (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    nomination VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    value VARCHAR,
    number DOUBLE,
    stated BOOLEAN,
    document VARCHAR,
    dated_on DATE,
    note VARCHAR
);

-- one row per kind of paper of a nomination, or of a proposer's list for one award
CREATE TABLE store.paper (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    nomination VARCHAR,
    proposer VARCHAR,
    award VARCHAR,
    kind VARCHAR NOT NULL,
    copies INTEGER CHECK (copies >= 0),
    received_on DATE
);

-- one row per member of the Council
CREATE TABLE store.council_member (
    batch BIGINT NOT NULL,
    sheet INTEGER NOT NULL,
    line INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    post VARCHAR,
    organisation VARCHAR,
    role VARCHAR NOT NULL
);
