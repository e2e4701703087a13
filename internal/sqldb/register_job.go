package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/job"
	"moothall/internal/register"
)

// Enqueue implements register.Tx. Work of the same kind and key that is not begun yet is not asked for
// twice.
func (w *work) Enqueue(ctx context.Context, j register.Job) error {
	var waiting int
	err := w.row(ctx, `SELECT COUNT(*) FROM job WHERE kind = $1 AND key = $2 AND leased = '' AND fault = ''`, []any{j.Kind, j.Key}, &waiting)
	if err != nil || waiting > 0 {
		return err
	}
	id, err := w.Next(ctx, "job")
	if err != nil {
		return err
	}
	return w.exec(ctx, `INSERT INTO job (id, kind, key, args, after, leased, attempts, fault) VALUES ($1, $2, $3, $4, $5, '', 0, '')`,
		id, j.Kind, j.Key, append([]byte{}, j.Args...), moment(j.After))
}

// Claim implements job.Queue.
func (r *Register) Claim(ctx context.Context, now, until time.Time) (job.Claimed, error) {
	var c job.Claimed
	err := r.db.QueryRowContext(ctx, `UPDATE job SET leased = $2, attempts = attempts + 1, done = 0, total = 0
		WHERE id = (SELECT id FROM job WHERE after <= $1 AND leased < $1 ORDER BY after, id LIMIT 1) AND leased < $1
		RETURNING id, kind, key, args, attempts`, gazette.Moment(now), gazette.Moment(until)).Scan(&c.ID, &c.Kind, &c.Key, &c.Args, &c.Attempt)
	if errors.Is(err, sql.ErrNoRows) {
		return c, fmt.Errorf("no work waits: %w", council.ErrNotFound)
	}
	if err != nil {
		return c, fmt.Errorf("claim work: %w", err)
	}
	return c, nil
}

// Done implements job.Queue.
func (r *Register) Done(ctx context.Context, c job.Claimed) error {
	if _, err := r.db.ExecContext(ctx, `DELETE FROM job WHERE id = $1`, c.ID); err != nil {
		return fmt.Errorf("end job %d: %w", c.ID, err)
	}
	return nil
}

// Told implements job.Queue.
func (r *Register) Told(ctx context.Context, c job.Claimed, done, total int, until time.Time) error {
	_, err := r.db.ExecContext(ctx, `UPDATE job SET done = $2, total = $3, leased = $4 WHERE id = $1`, c.ID, done, total, gazette.Moment(until))
	if err != nil {
		return fmt.Errorf("tell of job %d: %w", c.ID, err)
	}
	return nil
}

// Jobs implements register.Tx.
func (w *work) Jobs(ctx context.Context, kind, key string) (list []register.JobState, err error) {
	err = w.each(ctx, `SELECT leased, attempts, fault, done, total FROM job WHERE kind = $1 AND key = $2 ORDER BY id`, []any{kind, key}, func(rows *sql.Rows) error {
		var leased string
		var s register.JobState
		err := rows.Scan(&leased, &s.Attempts, &s.Fault, &s.Done, &s.Total)
		if err == nil && leased != "" {
			s.Until, err = gazette.ParseMoment(leased)
		}
		list = append(list, s)
		return err
	})
	return list, err
}

// Failed implements job.Queue.
func (r *Register) Failed(ctx context.Context, c job.Claimed, again time.Time, fault string) error {
	_, err := r.db.ExecContext(ctx, `UPDATE job SET leased = '', after = $2, fault = $3 WHERE id = $1`, c.ID, gazette.Moment(again), fault)
	if err != nil {
		return fmt.Errorf("put job %d back: %w", c.ID, err)
	}
	return nil
}
