package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver

	"moothall/internal/council"
)

// sqlite is a database in the file of that path, which is readable by its owner alone where it is closed.
type sqlite struct {
	path   string
	closed bool
}

// dsn gives the pragmas in the address: set by a statement they would reach one pooled connection
// only.
func (s sqlite) dsn(params url.Values) string {
	params["_pragma"] = append(params["_pragma"], "busy_timeout(20000)", "foreign_keys(1)")
	return "file:" + (&url.URL{Path: s.path}).EscapedPath() + "?" + params.Encode()
}

func (s sqlite) writer(context.Context) (*sql.DB, error) {
	if err := s.close(); err != nil {
		return nil, err
	}
	// Immediate: a transaction that reads and then writes takes the write lock at its beginning, and
	// so waits for another writer instead of failing. Full: what is acknowledged survives a loss of
	// power.
	db, err := sql.Open("sqlite", s.dsn(url.Values{"_txlock": {"immediate"},
		"_pragma": {"journal_mode(WAL)", "synchronous(FULL)"}}))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", s.path, err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// close makes the file, if need be, and closes it to others. SQLite gives its mode to those beside it.
func (s sqlite) close() error {
	if !s.closed {
		return nil
	}
	f, err := os.OpenFile(s.path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open %s: %w", s.path, err)
	}
	if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
		return fmt.Errorf("close %s to others: %w", s.path, err)
	}
	return nil
}

// How many connections read: as many as the processors keep busy, and a few that wait for the disk.
// Each takes some 8 MB with its statements and its cache, which need not be large, since the system
// keeps the file's pages too.
const (
	readersToSpare = 2
	mostReaders    = 8
)

func (s sqlite) reader(context.Context) (*sql.DB, error) {
	if _, err := os.Stat(s.path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no database %s: %w", s.path, council.ErrNotFound)
	}
	db, err := sql.Open("sqlite", s.dsn(url.Values{"mode": {"ro"}, "_pragma": {"query_only(1)", "cache_size(-1000)"}}))
	if err != nil {
		return nil, fmt.Errorf("open %s to read: %w", s.path, err)
	}
	readers := min(runtime.GOMAXPROCS(0)+readersToSpare, mostReaders)
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers)
	return db, nil
}

func (sqlite) goose() (goose.Dialect, []goose.ProviderOption, error) {
	return goose.DialectSQLite3, nil, nil
}

func (sqlite) granted(context.Context, *sql.DB) error { return nil }
