-- +goose Up

-- The papers of secret ballots, sealed with a key that is not in this database. Nothing here says whose a paper
-- is, and place is a text by chance.
CREATE TABLE ballot_paper (
    poll  BIGINT NOT NULL,
    place TEXT   NOT NULL,
    paper BYTEA  NOT NULL,
    PRIMARY KEY (poll, place)
);

-- What the screen shows of a meeting that is held: words for the public alone.
CREATE TABLE screen (
    meeting BIGINT PRIMARY KEY,
    change  BIGINT NOT NULL,
    pulse   TEXT   NOT NULL,
    face    TEXT   NOT NULL
);
