-- +goose Up

-- What a subject mentions of one kind, read from the index alone: without the kind in it, the
-- database walks all that was ever mentioned of that kind instead.
DROP INDEX mention_by;
CREATE INDEX mention_by ON mention (by_kind, by_number, kind, number);
