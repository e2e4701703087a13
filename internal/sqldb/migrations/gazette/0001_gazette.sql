-- +goose Up

-- The log: what has been published, for good. Rows are added and never changed; a lawful takedown
-- alone may empty nonce and content, and says so in taken_down.
CREATE TABLE entry (
    seq        BIGINT PRIMARY KEY,
    kind       TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    edition    BIGINT NOT NULL,
    published  TEXT   NOT NULL,
    commitment BYTEA  NOT NULL,
    files      TEXT   NOT NULL,
    nonce      BYTEA,
    content    BYTEA,
    taken_down BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX entry_edition ON entry (kind, number, edition);

-- The stored hashes of the Merkle tree over the entries.
CREATE TABLE hash (
    id   BIGINT PRIMARY KEY,
    hash BYTEA  NOT NULL
);

CREATE TABLE checkpoint (
    size BIGINT PRIMARY KEY,
    note TEXT   NOT NULL
);

-- One row: whoever appends holds it, so that entries have one order.
CREATE TABLE log (
    one  BIGINT PRIMARY KEY CHECK (one = 1),
    size BIGINT NOT NULL
);
INSERT INTO log (one, size) VALUES (1, 0);

-- Everything below is projected from the log and can be made again from it.

CREATE TABLE latest (
    kind     TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    editions BIGINT NOT NULL,
    title_en TEXT   NOT NULL,
    title_cy TEXT   NOT NULL,
    PRIMARY KEY (kind, number)
);

CREATE TABLE mention (
    kind      TEXT   NOT NULL,
    number    BIGINT NOT NULL,
    by_kind   TEXT   NOT NULL,
    by_number BIGINT NOT NULL,
    PRIMARY KEY (kind, number, by_kind, by_number)
);
CREATE INDEX mention_by ON mention (by_kind, by_number);

CREATE TABLE issue (
    number       BIGINT PRIMARY KEY,
    fold         TEXT   NOT NULL,
    status       TEXT   NOT NULL,
    last_day     TEXT   NOT NULL,
    key_decision BIGINT NOT NULL,
    line         BYTEA  NOT NULL,
    account      BYTEA  NOT NULL
);
CREATE INDEX issue_last ON issue (last_day, number);

CREATE TABLE issue_ward (
    issue BIGINT NOT NULL,
    ward  BIGINT NOT NULL,
    PRIMARY KEY (ward, issue)
);

CREATE TABLE issue_body (
    issue BIGINT NOT NULL,
    body  BIGINT NOT NULL,
    PRIMARY KEY (body, issue)
);

CREATE TABLE meeting (
    number  BIGINT PRIMARY KEY,
    body    BIGINT NOT NULL,
    day     TEXT   NOT NULL,
    starts  TEXT   NOT NULL,
    line    BYTEA  NOT NULL,
    account BYTEA  NOT NULL
);
CREATE INDEX meeting_day ON meeting (day, starts, number);
CREATE INDEX meeting_body ON meeting (body, day);

CREATE TABLE item (
    number   BIGINT PRIMARY KEY,
    meeting  BIGINT NOT NULL,
    title_en TEXT   NOT NULL,
    title_cy TEXT   NOT NULL
);
CREATE INDEX item_meeting ON item (meeting);

CREATE TABLE attendance (
    meeting  BIGINT NOT NULL,
    position BIGINT NOT NULL,
    person   BIGINT NOT NULL,
    presence TEXT   NOT NULL,
    expected BIGINT NOT NULL,
    PRIMARY KEY (meeting, position)
);
CREATE INDEX attendance_person ON attendance (person, meeting);

CREATE TABLE vote (
    meeting BIGINT NOT NULL,
    item    BIGINT NOT NULL,
    limb    BIGINT NOT NULL,
    person  BIGINT NOT NULL,
    choice  TEXT   NOT NULL,
    PRIMARY KEY (person, meeting, item, limb)
);
CREATE INDEX vote_meeting ON vote (meeting);

CREATE TABLE declaration (
    meeting   BIGINT NOT NULL,
    position  BIGINT NOT NULL,
    person    BIGINT NOT NULL,
    item      BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    nature_en TEXT   NOT NULL,
    nature_cy TEXT   NOT NULL,
    withdrew  BIGINT NOT NULL,
    PRIMARY KEY (meeting, position)
);
CREATE INDEX declaration_person ON declaration (person, meeting);

CREATE TABLE membership (
    person   BIGINT NOT NULL,
    position BIGINT NOT NULL,
    body     BIGINT NOT NULL,
    from_day TEXT   NOT NULL,
    to_day   TEXT   NOT NULL,
    PRIMARY KEY (person, position)
);
CREATE INDEX membership_body ON membership (body);

CREATE TABLE decision (
    number       BIGINT PRIMARY KEY,
    day          TEXT   NOT NULL,
    body         BIGINT NOT NULL,
    person       BIGINT NOT NULL,
    item         BIGINT NOT NULL,
    officer      BIGINT NOT NULL,
    key_decision BIGINT NOT NULL,
    call_in      TEXT   NOT NULL,
    fold         TEXT   NOT NULL,
    line         BYTEA  NOT NULL
);
CREATE INDEX decision_day ON decision (day, number);
CREATE INDEX decision_item ON decision (item);

CREATE TABLE decision_ward (
    decision BIGINT NOT NULL,
    ward     BIGINT NOT NULL,
    PRIMARY KEY (ward, decision)
);

CREATE TABLE document (
    number   BIGINT PRIMARY KEY,
    title_en TEXT   NOT NULL,
    title_cy TEXT   NOT NULL,
    size     BIGINT NOT NULL
);
CREATE INDEX document_title ON document (title_en, size);
