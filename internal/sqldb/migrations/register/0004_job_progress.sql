-- +goose Up

-- How far a job has come that is being done: so many of so many steps.
ALTER TABLE job ADD COLUMN done  BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN total BIGINT NOT NULL DEFAULT 0;
