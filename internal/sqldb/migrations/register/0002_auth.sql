-- +goose Up

-- How the holders of accounts prove who they are. What is secret is hashed, but for one-time keys.
CREATE TABLE credential (
    kind    TEXT   NOT NULL,
    id      TEXT   NOT NULL,
    account BIGINT NOT NULL,
    label   TEXT   NOT NULL,
    secret  BYTEA  NOT NULL,
    count   BIGINT NOT NULL,
    made    TEXT   NOT NULL,
    used    TEXT   NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX credential_account ON credential (account, kind, made);

CREATE TABLE session (
    hash    TEXT   PRIMARY KEY,
    account BIGINT NOT NULL,
    made    TEXT   NOT NULL,
    seen    TEXT   NOT NULL,
    proved  TEXT   NOT NULL,
    method  TEXT   NOT NULL,
    address TEXT   NOT NULL,
    agent   TEXT   NOT NULL
);
CREATE INDEX session_account ON session (account, made);

-- Steps that are to be followed by another, each done once.
CREATE TABLE errand (
    hash    TEXT   PRIMARY KEY,
    kind    TEXT   NOT NULL,
    account BIGINT NOT NULL,
    until   TEXT   NOT NULL,
    data    BYTEA  NOT NULL
);
CREATE INDEX errand_account ON errand (account, kind);

CREATE TABLE attempt (
    name     TEXT   PRIMARY KEY,
    failures BIGINT NOT NULL,
    last     TEXT   NOT NULL,
    until    TEXT   NOT NULL
);
