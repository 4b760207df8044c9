-- migration 2: who may sign in

-- one row per account and change of it; the latest row of an account stands. `roles` are codes, a space between
CREATE TABLE store.account (
    batch BIGINT PRIMARY KEY,
    account VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    roles VARCHAR NOT NULL,
    unit VARCHAR,
    active BOOLEAN NOT NULL
);
