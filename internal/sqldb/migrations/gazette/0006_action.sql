-- +goose Up

-- What limbs of resolutions make people do. An empty ended is one that is to be done; an empty due one that
-- nobody has given a day; owned says whether anybody is to do it.
CREATE TABLE action (
    number BIGINT PRIMARY KEY,
    body   BIGINT NOT NULL,
    person BIGINT NOT NULL,
    issue  BIGINT NOT NULL,
    owned  BIGINT NOT NULL,
    due    TEXT   NOT NULL,
    ended  TEXT   NOT NULL,
    fold   TEXT   NOT NULL,
    line   BYTEA  NOT NULL
);
CREATE INDEX action_body ON action (body);
CREATE INDEX action_person ON action (person);
CREATE INDEX action_issue ON action (issue);
