package sqldb

import (
	"context"
	"database/sql"
	"time"

	"moothall/internal/auth"
)

const sessionColumns = `hash, account, made, seen, proved, method, address, agent`

// sessionRow reads a row of sessionColumns.
type sessionRow struct {
	s                        auth.Session
	made, seen, proved, kind string
}

func (r *sessionRow) into() []any {
	return []any{&r.s.Hash, &r.s.Account, &r.made, &r.seen, &r.proved, &r.kind, &r.s.Address, &r.s.Agent}
}

func (r *sessionRow) session() (auth.Session, error) {
	r.s.By = auth.CredentialKind(r.kind)
	err := readMoments(column{r.made, &r.s.Made}, column{r.seen, &r.s.Seen}, column{r.proved, &r.s.Proved})
	return r.s, err
}

// PutSession implements auth.Tx.
func (d *door) PutSession(ctx context.Context, s auth.Session) error {
	return d.exec(ctx, `INSERT INTO session (`+sessionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (hash) DO UPDATE SET seen = $4, proved = $5`,
		s.Hash, s.Account, moment(s.Made), moment(s.Seen), moment(s.Proved), string(s.By), s.Address, s.Agent)
}

// Session implements auth.Tx.
func (d *door) Session(ctx context.Context, hash string) (auth.Session, error) {
	var r sessionRow
	err := d.one(ctx, "no such session", `SELECT `+sessionColumns+` FROM session WHERE hash = $1`, []any{hash}, r.into()...)
	if err != nil {
		return auth.Session{}, err
	}
	return r.session()
}

// Sessions implements auth.Tx.
func (d *door) Sessions(ctx context.Context, account int) (list []auth.Session, err error) {
	err = d.each(ctx, `SELECT `+sessionColumns+` FROM session WHERE account = $1 ORDER BY made DESC, hash`, []any{account}, func(rows *sql.Rows) error {
		var r sessionRow
		if err := rows.Scan(r.into()...); err != nil {
			return err
		}
		s, err := r.session()
		list = append(list, s)
		return err
	})
	return list, err
}

// EndSession implements auth.Tx.
func (d *door) EndSession(ctx context.Context, account int, hash string) error {
	var was int
	return d.one(ctx, "no such session", `DELETE FROM session WHERE account = $1 AND hash = $2 RETURNING account`, []any{account, hash}, &was)
}

// PutErrand implements auth.Tx.
func (d *door) PutErrand(ctx context.Context, e auth.Errand) error {
	return d.exec(ctx, `INSERT INTO errand (hash, kind, account, until, data) VALUES ($1, $2, $3, $4, $5)`,
		e.Hash, e.Kind, e.Account, moment(e.Until), append([]byte{}, e.Data...))
}

const (
	noErrand      = "no such step is open"
	errandColumns = `hash, kind, account, until, data`
)

// errandRow reads a row of errandColumns.
type errandRow struct {
	e     auth.Errand
	until string
}

func (r *errandRow) into() []any {
	return []any{&r.e.Hash, &r.e.Kind, &r.e.Account, &r.until, &r.e.Data}
}

func (r *errandRow) errand() (auth.Errand, error) {
	err := readMoments(column{r.until, &r.e.Until})
	return r.e, err
}

// Errand implements auth.Tx.
func (d *door) Errand(ctx context.Context, kind, hash string, now time.Time) (auth.Errand, error) {
	return d.errand(ctx, `SELECT `+errandColumns+` FROM errand WHERE kind = $1 AND hash = $2 AND until > $3`, kind, hash, now)
}

// TakeErrand implements auth.Tx.
func (d *door) TakeErrand(ctx context.Context, kind, hash string, now time.Time) (auth.Errand, error) {
	return d.errand(ctx, `DELETE FROM errand WHERE kind = $1 AND hash = $2 AND until > $3 RETURNING `+errandColumns, kind, hash, now)
}

func (d *door) errand(ctx context.Context, query, kind, hash string, now time.Time) (auth.Errand, error) {
	var r errandRow
	if err := d.one(ctx, noErrand, query, []any{kind, hash, moment(now)}, r.into()...); err != nil {
		return auth.Errand{}, err
	}
	return r.errand()
}

// Errands implements auth.Tx.
func (d *door) Errands(ctx context.Context, account int, kind string, now time.Time) (list []auth.Errand, err error) {
	err = d.each(ctx, `SELECT `+errandColumns+` FROM errand WHERE account = $1 AND kind = $2 AND until > $3 ORDER BY until`,
		[]any{account, kind, moment(now)}, func(rows *sql.Rows) error {
			var r errandRow
			if err := rows.Scan(r.into()...); err != nil {
				return err
			}
			e, err := r.errand()
			list = append(list, e)
			return err
		})
	return list, err
}

// DropErrands implements auth.Tx.
func (d *door) DropErrands(ctx context.Context, account int, kind string) error {
	return d.exec(ctx, `DELETE FROM errand WHERE account = $1 AND kind = $2`, account, kind)
}

// Sweep implements auth.Tx.
func (d *door) Sweep(ctx context.Context, made, seen, now time.Time) error {
	if err := d.exec(ctx, `DELETE FROM session WHERE made < $1 OR seen < $2`, moment(made), moment(seen)); err != nil {
		return err
	}
	if err := d.exec(ctx, `DELETE FROM errand WHERE until <= $1`, moment(now)); err != nil {
		return err
	}
	return d.exec(ctx, `DELETE FROM attempt WHERE last < $1 AND until <= $2`, moment(now.Add(-48*time.Hour)), moment(now))
}
