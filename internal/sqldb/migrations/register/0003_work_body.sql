-- +goose Up

-- The other bodies before which a piece of work goes, besides the one in its own row.
CREATE TABLE work_body (
    kind   TEXT   NOT NULL,
    number BIGINT NOT NULL,
    body   BIGINT NOT NULL,
    tabled BIGINT NOT NULL,
    PRIMARY KEY (kind, number, body)
);
