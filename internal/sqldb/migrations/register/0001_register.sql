-- +goose Up

-- Whatever is worked on: one row a piece, its content encoded, with what its lock asks beside it so
-- that a query can hold the lock.
CREATE TABLE work (
    kind       TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    body       BIGINT NOT NULL,
    open       BIGINT NOT NULL,
    tabled     BIGINT NOT NULL,
    sorts      TEXT   NOT NULL,
    changed    TEXT   NOT NULL,
    changed_by BIGINT NOT NULL,
    content    BYTEA  NOT NULL,
    PRIMARY KEY (kind, number)
);
CREATE INDEX work_sorts ON work (kind, sorts, number);

CREATE TABLE work_owner (
    kind    TEXT   NOT NULL,
    number  BIGINT NOT NULL,
    account BIGINT NOT NULL,
    PRIMARY KEY (account, kind, number)
);
CREATE INDEX work_owner_of ON work_owner (kind, number);

CREATE TABLE mark (
    kind   TEXT   NOT NULL,
    number BIGINT NOT NULL,
    name   TEXT   NOT NULL,
    value  TEXT   NOT NULL,
    PRIMARY KEY (kind, name, value, number)
);
CREATE INDEX mark_of ON mark (kind, number);

-- The highest number that work of a kind has had.
CREATE TABLE counter (
    kind TEXT   PRIMARY KEY,
    last BIGINT NOT NULL
);

-- Who changed what: rows are added and never changed or removed.
CREATE TABLE audit (
    seq     BIGINT PRIMARY KEY,
    at      TEXT   NOT NULL,
    account BIGINT NOT NULL,
    name    TEXT   NOT NULL,
    act     TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    number  BIGINT NOT NULL,
    before  TEXT   NOT NULL,
    after   TEXT   NOT NULL,
    fold    TEXT   NOT NULL
);
CREATE INDEX audit_subject ON audit (kind, number, seq);
CREATE INDEX audit_account ON audit (account, seq);

-- What was published and is on its way into the gazette, in order.
CREATE TABLE outbox (
    ticket    BIGINT PRIMARY KEY,
    at        TEXT   NOT NULL,
    account   BIGINT NOT NULL,
    editions  BYTEA  NOT NULL,
    delivered BIGINT NOT NULL,
    refused   TEXT   NOT NULL
);
CREATE INDEX outbox_waiting ON outbox (delivered, ticket);

-- Work in the background. A job that is claimed has a lease; one whose holder died is claimed again.
CREATE TABLE job (
    id       BIGINT PRIMARY KEY,
    kind     TEXT   NOT NULL,
    key      TEXT   NOT NULL,
    args     BYTEA  NOT NULL,
    after    TEXT   NOT NULL,
    leased   TEXT   NOT NULL,
    attempts BIGINT NOT NULL,
    fault    TEXT   NOT NULL
);
CREATE INDEX job_after ON job (after, id);
CREATE INDEX job_key ON job (kind, key);
