-- +goose Up

-- Public numbers that were given out before anything was published under them. Not projected from
-- the log: a number that was given is never given again, whether it came to be used or not.
CREATE TABLE reserved (
    kind TEXT   PRIMARY KEY,
    last BIGINT NOT NULL
);

-- The last parcel of the register that was appended, so that none is appended twice.
CREATE TABLE delivered (
    one    BIGINT PRIMARY KEY CHECK (one = 1),
    ticket BIGINT NOT NULL
);
INSERT INTO delivered (one, ticket) VALUES (1, 0);
