-- +goose Up

-- Rows that an issue or a decision owns are put in place of those before by its number alone.
CREATE INDEX issue_ward_issue ON issue_ward (issue);
CREATE INDEX issue_body_issue ON issue_body (issue);
CREATE INDEX decision_ward_decision ON decision_ward (decision);
