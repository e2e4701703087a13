package sqldb

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"

	"moothall/internal/council"
)

//go:embed migrations
var migrations embed.FS

// A shelf of tables is a database of its own: a file on SQLite, a schema on PostgreSQL.
type tables struct {
	name   string // of the file, without ending, and of the schema
	folder string // of its migrations
	closed bool   // to other users of the machine
}

var (
	gazetteTables  = tables{name: "gazette", folder: "migrations/gazette"}
	registerTables = tables{name: "register", folder: "migrations/register", closed: true}
)

// Place is where a council's gazette is kept.
type Place struct {
	// Dir is the council's data folder. It holds the SQLite file where Database is empty, and in
	// any case the bell that tells readers in other processes of a publication.
	Dir string
	// Database is the address of a PostgreSQL database, "postgres://...", or empty for SQLite.
	Database string
}

// dialect is what differs between the databases.
type dialect interface {
	// writer opens a handle that may write, after making what must exist before migrations.
	writer(ctx context.Context) (*sql.DB, error)
	// reader opens a handle that can only read.
	reader(ctx context.Context) (*sql.DB, error)
	// goose is the migrations' name for the dialect, with what they need besides.
	goose() (goose.Dialect, []goose.ProviderOption, error)
	// granted lets the reader's handle read what migrations have made.
	granted(ctx context.Context, db *sql.DB) error
}

func (p Place) dialect(t tables) (dialect, error) {
	switch {
	case p.Database == "":
		return sqlite{filepath.Join(p.Dir, t.name+".db"), t.closed}, nil
	case strings.HasPrefix(p.Database, "postgres://"), strings.HasPrefix(p.Database, "postgresql://"):
		return postgres{p.Database, t.name}, nil
	default:
		return nil, fmt.Errorf("the database address must begin with postgres://: %w", council.ErrInvalid)
	}
}

// openWriter opens the place for writing, making and migrating it as needed.
func openWriter(ctx context.Context, p Place, t tables) (*sql.DB, error) {
	d, err := p.dialect(t)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(p.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	db, err := d.writer(ctx)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, t, d, db); err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
}

func migrate(ctx context.Context, t tables, d dialect, db *sql.DB) error {
	files, err := fs.Sub(migrations, t.folder)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	name, options, err := d.goose()
	if err != nil {
		return fmt.Errorf("prepare to migrate: %w", err)
	}
	provider, err := goose.NewProvider(name, db, files, options...)
	if err != nil {
		return fmt.Errorf("prepare to migrate: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the database %s: %w", t.name, err)
	}
	return d.granted(ctx, db)
}
