package testkit

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver
	"golang.org/x/mod/sumdb/note"

	"moothall/internal/auth"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
)

// Morning is the moment at which the clock of a test stands.
func Morning() time.Time { return time.Date(2026, 5, 18, 9, 0, 0, 0, time.UTC) }

// EachDatabase runs a test on a fresh SQLite place and on a fresh PostgreSQL place. Without
// MOOTHALL_TEST_DATABASE, the address of a PostgreSQL server where databases may be made, the
// second is skipped.
func EachDatabase(t *testing.T, test func(t *testing.T, place sqldb.Place)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		test(t, SQLite(t))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		test(t, PostgreSQL(t))
	})
}

// SQLite is a fresh place on SQLite.
func SQLite(t testing.TB) sqldb.Place {
	t.Helper()
	return sqldb.Place{Dir: t.TempDir()}
}

// PostgreSQL is a fresh database on the test server, dropped after the test.
func PostgreSQL(t testing.TB) sqldb.Place {
	t.Helper()
	server := os.Getenv("MOOTHALL_TEST_DATABASE")
	if server == "" {
		t.Skip("no PostgreSQL here: set MOOTHALL_TEST_DATABASE, or run make test")
	}
	ctx := context.Background()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("moothall_%x", rand.Uint64())
	if _, err := db.ExecContext(ctx, `CREATE DATABASE `+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, err := db.ExecContext(ctx, `DROP DATABASE `+name+` WITH (FORCE)`)
		if err == nil {
			_, err = db.ExecContext(ctx, `DROP ROLE IF EXISTS `+name+`_public`)
		}
		if err != nil {
			t.Errorf("drop the database of a test: %v", err)
		}
		_ = db.Close()
	})
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	return sqldb.Place{Dir: t.TempDir(), Database: address.String()}
}

// Press opens a place for publishing, with a key of its own, and gives the log's public key.
func Press(t testing.TB, place sqldb.Place) (press *sqldb.Press, key string) {
	t.Helper()
	private, public, err := gazette.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	press, err = sqldb.OpenPress(t.Context(), place, signer, rand.NewChaCha8([32]byte{1}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = press.Close() })
	return press, public
}

// Reader opens a place for reading.
func Reader(t testing.TB, place sqldb.Place, key string) *sqldb.Reader {
	t.Helper()
	r, err := sqldb.OpenReader(t.Context(), place, key, Silent())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

// SealingKey is a key for what a test keeps sealed in its database.
func SealingKey(t testing.TB) auth.Key {
	t.Helper()
	key, err := auth.ParseKey(auth.MakeKey())
	if err != nil {
		t.Fatal(err)
	}
	return key
}
