-- +goose Up

-- The last day of a decision's call-in period, or of the time for hearing it: what has run out is computed
-- from the day on which somebody asks.
ALTER TABLE decision ADD COLUMN call_in_until TEXT NOT NULL DEFAULT '';
