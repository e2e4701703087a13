package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/fxamacker/cbor/v2"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// Register keeps a council's working record, apart from the gazette: its own file on SQLite, its own
// schema on PostgreSQL. It implements register.Store, register.Outbox and register.Auditor, and may be
// used by several goroutines and processes. Readers wait neither for one another nor for who writes.
type Register struct {
	db   *sql.DB
	read *sql.DB // can only read
}

// OpenRegister opens the register of a place and makes it where there is none.
func OpenRegister(ctx context.Context, place Place) (*Register, error) {
	db, err := openWriter(ctx, place, registerTables)
	if err != nil {
		return nil, err
	}
	d, err := place.dialect(registerTables)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	read, err := d.reader(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Register{db: db, read: read}, nil
}

// Close lets go of the database.
func (r *Register) Close() error {
	if err := errors.Join(r.read.Close(), r.db.Close()); err != nil {
		return fmt.Errorf("close the register: %w", err)
	}
	return nil
}

// Turn implements register.Store.
func (r *Register) Turn(ctx context.Context, do func(context.Context, register.Tx) error) error {
	return within(ctx, r.db, func(ctx context.Context, t *tx) error { return do(ctx, &work{t}) })
}

// Look implements register.Store.
func (r *Register) Look(ctx context.Context, do func(context.Context, register.Tx) error) error {
	return within(ctx, r.read, func(ctx context.Context, t *tx) error { return do(ctx, &work{t}) })
}

// within runs do in a transaction of the handle.
func within(ctx context.Context, db *sql.DB, do func(context.Context, *tx) error) error {
	sqlTx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin an act: %w", err)
	}
	defer func() { _ = sqlTx.Rollback() }()
	if err := do(ctx, newTx(sqlTx)); err != nil {
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		return fmt.Errorf("commit an act: %w", err)
	}
	return nil
}

// work is a transaction of the register. It implements register.Tx.
type work struct{ *tx }

// Get implements register.Tx.
func (w *work) Get(ctx context.Context, k register.Key, into any) (register.Meta, error) {
	m := register.Meta{Key: k}
	var changed string
	var content []byte
	err := w.row(ctx, `SELECT version, changed, changed_by, content FROM work WHERE kind = $1 AND number = $2`,
		[]any{string(k.Kind), k.Number}, &m.Version, &changed, &m.By, &content)
	if errors.Is(err, sql.ErrNoRows) {
		return m, fmt.Errorf("%s %d: %w", k.Kind, k.Number, council.ErrNotFound)
	}
	if err != nil {
		return m, err
	}
	if m.Changed, err = gazette.ParseMoment(changed); err != nil {
		return m, err
	}
	return m, readWork(k, content, into)
}

func readWork(k register.Key, content []byte, into any) error {
	if err := cbor.Unmarshal(content, into); err != nil {
		return fmt.Errorf("read %s %d: %w", k.Kind, k.Number, err)
	}
	return nil
}

// Put implements register.Tx.
func (w *work) Put(ctx context.Context, m register.Meta, content register.Work) error {
	encoded, err := cbor.Marshal(content)
	if err != nil {
		return fmt.Errorf("write %s %d: %w", m.Kind, m.Number, err)
	}
	if err := w.keep(ctx, m, content, encoded); err != nil {
		return err
	}
	if err := w.unmark(ctx, m.Key); err != nil {
		return err
	}
	for _, mark := range content.Marks() {
		err := w.exec(ctx, `INSERT INTO mark (kind, number, name, value) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			string(m.Kind), m.Number, mark.Name, mark.Value)
		if err != nil {
			return err
		}
	}
	for _, account := range content.Lock().Owners {
		err := w.exec(ctx, `INSERT INTO work_owner (kind, number, account) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
			string(m.Kind), m.Number, account)
		if err != nil {
			return err
		}
	}
	for _, b := range content.Lock().Also {
		err := w.exec(ctx, `INSERT INTO work_body (kind, number, body, tabled) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			string(m.Kind), m.Number, b.Body, flag(b.Tabled))
		if err != nil {
			return err
		}
	}
	return nil
}

// keep writes the row, if its version is the one that is to be replaced.
func (w *work) keep(ctx context.Context, m register.Meta, content register.Work, encoded []byte) error {
	lock := content.Lock()
	args := []any{string(m.Kind), m.Number, m.Version, lock.Body, flag(lock.IsOpen()), flag(lock.Tabled), content.Order(),
		gazette.Moment(m.Changed), m.By, encoded}
	var now int
	var err error
	if m.Version == 0 {
		err = w.row(ctx, `INSERT INTO work (kind, number, version, body, open, tabled, sorts, changed, changed_by, content)
			VALUES ($1, $2, $3 + 1, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING version`, args, &now)
	} else {
		err = w.row(ctx, `UPDATE work SET version = $3 + 1, body = $4, open = $5, tabled = $6, sorts = $7, changed = $8, changed_by = $9, content = $10
			WHERE kind = $1 AND number = $2 AND version = $3 RETURNING version`, args, &now)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s %d is not at version %d: %w", m.Kind, m.Number, m.Version, council.ErrConflict)
	}
	return err
}

func (w *work) unmark(ctx context.Context, k register.Key) error {
	if err := w.exec(ctx, `DELETE FROM mark WHERE kind = $1 AND number = $2`, string(k.Kind), k.Number); err != nil {
		return err
	}
	if err := w.exec(ctx, `DELETE FROM work_body WHERE kind = $1 AND number = $2`, string(k.Kind), k.Number); err != nil {
		return err
	}
	return w.exec(ctx, `DELETE FROM work_owner WHERE kind = $1 AND number = $2`, string(k.Kind), k.Number)
}

// Remove implements register.Tx.
func (w *work) Remove(ctx context.Context, m register.Meta) error {
	var was int
	err := w.row(ctx, `DELETE FROM work WHERE kind = $1 AND number = $2 AND version = $3 RETURNING version`,
		[]any{string(m.Kind), m.Number, m.Version}, &was)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s %d is not at version %d: %w", m.Kind, m.Number, m.Version, council.ErrConflict)
	}
	if err != nil {
		return err
	}
	return w.unmark(ctx, m.Key)
}

// Next implements register.Tx.
func (w *work) Next(ctx context.Context, kind register.Kind) (int, error) {
	var n int
	err := w.row(ctx, `INSERT INTO counter (kind, last) VALUES ($1, 1) ON CONFLICT (kind) DO UPDATE SET last = counter.last + 1 RETURNING last`,
		[]any{string(kind)}, &n)
	return n, err
}

// moment is an instant as a column has it, "" for the zero time.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return gazette.Moment(t)
}
