package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb/compact"
)

// Reader reads one council's gazette through a handle that can only read. It may be used by
// several goroutines.
type Reader struct {
	db      *sql.DB
	key     string
	bell    *bell
	noticed atomic.Uint64 // publications noticed in the database itself
	stop    context.CancelFunc
	done    sync.WaitGroup
	issue   *sql.Stmt
	meeting *sql.Stmt
}

// lookEvery is how often a reader looks in the database for publications whose bell it cannot
// hear: those of another machine, and those of a process that died between committing and ringing.
const lookEvery = time.Second

// OpenReader opens a gazette for reading. key is the log's public key. The error is ErrNotFound
// where nothing was ever published there.
func OpenReader(ctx context.Context, place Place, key string, log *slog.Logger) (*Reader, error) {
	d, err := place.dialect(gazetteTables)
	if err != nil {
		return nil, err
	}
	db, err := d.reader(ctx)
	if err != nil {
		return nil, err
	}
	b, err := openBell(place.Dir)
	if err != nil {
		_ = db.Close()
		return nil, err
	}
	r := &Reader{db: db, key: key, bell: b}
	if err := r.prepare(ctx); err != nil {
		_ = r.release()
		return nil, err
	}
	looking, stop := context.WithCancel(context.WithoutCancel(ctx))
	r.stop = stop
	r.done.Go(func() { r.look(looking, log) })
	return r, nil
}

func (r *Reader) prepare(ctx context.Context) (err error) {
	if r.issue, err = r.db.PrepareContext(ctx, `SELECT account FROM issue WHERE number = $1`); err != nil {
		return fmt.Errorf("prepare to read issues: %w", err)
	}
	if r.meeting, err = r.db.PrepareContext(ctx, `SELECT account FROM meeting WHERE number = $1`); err != nil {
		return fmt.Errorf("prepare to read meetings: %w", err)
	}
	if err := readable(ctx, r.db, issueForm, "issue"); err != nil {
		return err
	}
	return readable(ctx, r.db, meetingForm, "meeting")
}

// readable holds that accounts are stored as this program reads them, judged by one of them.
func readable[T any](ctx context.Context, db *sql.DB, form *compact.Form[T], table string) error {
	var one T
	err := db.QueryRowContext(ctx, "SELECT account FROM "+table+" LIMIT 1").Scan(form.Into(&one))
	switch {
	case errors.Is(err, compact.ErrShape):
		return fmt.Errorf("table %s: %w", table, compact.ErrShape)
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("read an account of table %s: %w", table, err)
	}
	return nil
}

// look counts the changes of the log's size that it sees.
func (r *Reader) look(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	seen, failing := int64(-1), false
	for {
		var size int64
		err := r.db.QueryRowContext(ctx, `SELECT size FROM log WHERE one = 1`).Scan(&size)
		if err != nil && ctx.Err() == nil && !failing {
			log.ErrorContext(ctx, "cannot look for publications", "error", err)
		}
		failing = err != nil
		if err == nil && size != seen {
			r.noticed.Add(1)
			seen = size
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Close lets go of the database.
func (r *Reader) Close() error {
	r.stop()
	r.done.Wait()
	return r.release()
}

func (r *Reader) release() error {
	bellErr := r.bell.Close()
	if err := r.db.Close(); err != nil {
		return fmt.Errorf("close the gazette: %w", err)
	}
	return bellErr
}

// Generation differs after every publication: at once for one by a process that shares this data
// folder, within a second for one by another machine on the same database. It costs less than a
// microsecond.
func (r *Reader) Generation() uint64 { return r.bell.heard() + r.noticed.Load() }

// Key is the public key of the log, for note.NewVerifier.
func (r *Reader) Key() string { return r.key }

// Issue is the account of an issue; ErrNotFound where it is not on the record.
func (r *Reader) Issue(ctx context.Context, number int) (gazette.IssueAccount, error) {
	return account(ctx, r.issue, issueForm, "issue", number)
}

// Meeting is the account of a meeting; ErrNotFound where it is not on the record.
func (r *Reader) Meeting(ctx context.Context, number int) (gazette.MeetingAccount, error) {
	return account(ctx, r.meeting, meetingForm, "meeting", number)
}

func account[T any](ctx context.Context, query *sql.Stmt, form *compact.Form[T], what string, number int) (a T, err error) {
	err = query.QueryRowContext(ctx, number).Scan(form.Into(&a))
	if errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("%s %d: %w", what, number, council.ErrNotFound)
	}
	if err != nil {
		return a, fmt.Errorf("read %s %d: %w", what, number, err)
	}
	return a, nil
}

// MeetingOfItem is the number of the meeting whose agenda an item stands on.
func (r *Reader) MeetingOfItem(ctx context.Context, item int) (int, error) {
	return r.one(ctx, "item", item, `SELECT meeting FROM item WHERE number = $1`)
}

// DecisionOfItem is the number of the decision record made of an item; the first of several.
func (r *Reader) DecisionOfItem(ctx context.Context, item int) (int, error) {
	return r.one(ctx, "decision of item", item, `SELECT number FROM decision WHERE item = $1 ORDER BY number LIMIT 1`)
}

func (r *Reader) one(ctx context.Context, what string, number int, query string) (int, error) {
	var n int
	err := r.db.QueryRowContext(ctx, query, number).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("%s %d: %w", what, number, council.ErrNotFound)
	}
	if err != nil {
		return 0, fmt.Errorf("find %s %d: %w", what, number, err)
	}
	return n, nil
}

// Latest implements gazette.Record.
func (r *Reader) Latest(ctx context.Context, s gazette.Subject) (gazette.Edition, error) {
	var row latestRow
	err := r.db.QueryRowContext(ctx, latestQuery, string(s.Kind), s.Number).Scan(row.into()...)
	if errors.Is(err, sql.ErrNoRows) {
		return gazette.Edition{}, fmt.Errorf("%v: %w", s, council.ErrNotFound)
	}
	if err != nil {
		return gazette.Edition{}, fmt.Errorf("read %v: %w", s, err)
	}
	return row.edition(s)
}

// Mentioning implements gazette.Record.
func (r *Reader) Mentioning(ctx context.Context, s gazette.Subject, kind gazette.Kind) ([]int, error) {
	return r.numbers(ctx, `SELECT by_number FROM mention WHERE kind = $1 AND number = $2 AND by_kind = $3 ORDER BY by_number`,
		string(s.Kind), s.Number, string(kind))
}

func (r *Reader) numbers(ctx context.Context, query string, args ...any) ([]int, error) {
	var list []int
	err := r.each(ctx, query, args, func(rows *sql.Rows) error {
		var n int
		err := rows.Scan(&n)
		list = append(list, n)
		return err
	})
	return list, err
}

func (r *Reader) each(ctx context.Context, query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := r.db.QueryContext(ctx, query, args...)
	return eachRow(query, rows, err, scan)
}

// published is the latest edition of a subject with its content typed.
func published[T any](ctx context.Context, r *Reader, s gazette.Subject) (gazette.Published[T], error) {
	e, err := r.Latest(ctx, s)
	content, _ := e.Content.(T)
	return gazette.Published[T]{Number: s.Number, Content: content, Revision: e.Revision, Tombstone: e.Tombstone}, err
}

// Council is whose record this is.
func (r *Reader) Council(ctx context.Context) (gazette.Published[gazette.Council], error) {
	return published[gazette.Council](ctx, r, gazette.Subject{Kind: gazette.KindCouncil, Number: 1})
}
