package sqldb

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// postgres is a schema in a database at that address. The gazette is the schema "gazette", and readers
// act as a role that may do nothing but SELECT there. The register is the schema "register", which
// that role cannot even name.
type postgres struct{ address, schema string }

func (p postgres) config() (*pgx.ConnConfig, error) {
	c, err := pgx.ParseConfig(p.address)
	if err != nil {
		return nil, fmt.Errorf("read the database address: %w", err)
	}
	c.RuntimeParams["search_path"] = p.schema
	c.RuntimeParams["timezone"] = "UTC"
	return c, nil
}

// readerRole is the role of the public site's handle, one a database, since roles belong to the
// whole server.
func (p postgres) readerRole() (string, error) {
	c, err := p.config()
	if err != nil {
		return "", err
	}
	return c.Database + "_public", nil
}

func (p postgres) writer(ctx context.Context) (*sql.DB, error) {
	c, err := p.config()
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDB(*c)
	db.SetMaxOpenConns(4)
	if _, err := db.ExecContext(ctx, `CREATE SCHEMA IF NOT EXISTS `+p.schema); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("make the schema %q in the database: %w", p.schema, err)
	}
	return db, nil
}

func (p postgres) reader(ctx context.Context) (*sql.DB, error) {
	c, err := p.config()
	if err != nil {
		return nil, err
	}
	c.RuntimeParams["default_transaction_read_only"] = "on"
	// All that one transaction reads is of one moment, as on SQLite.
	c.RuntimeParams["default_transaction_isolation"] = "repeatable read"
	act, err := p.readerAct()
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDB(*c, stdlib.OptionAfterConnect(func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, act)
		return err
	}))
	db.SetMaxOpenConns(8)
	db.SetMaxIdleConns(8)
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("open the database to read (%s): %w", act, err)
	}
	return db, nil
}

// readerAct is the statement by which a handle that can only read begins: the public site's takes its
// role, the register's stays who it is.
func (p postgres) readerAct() (string, error) {
	if p.schema != gazetteTables.name {
		return "SET ROLE NONE", nil
	}
	role, err := p.readerRole()
	return "SET ROLE " + pgx.Identifier{role}.Sanitize(), err
}

func (postgres) goose() (goose.Dialect, []goose.ProviderOption, error) {
	locker, err := lock.NewPostgresSessionLocker()
	return goose.DialectPostgres, []goose.ProviderOption{goose.WithSessionLocker(locker)}, err
}

// granted makes the gazette's reader's role, if nobody has, and lets it read that schema alone.
func (p postgres) granted(ctx context.Context, db *sql.DB) error {
	if p.schema != gazetteTables.name {
		return nil
	}
	role, err := p.readerRole()
	if err != nil {
		return err
	}
	var exists bool
	if err := db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)`, role).Scan(&exists); err != nil {
		return fmt.Errorf("look for the role %s: %w", role, err)
	}
	name := pgx.Identifier{role}.Sanitize()
	statements := []string{"GRANT USAGE ON SCHEMA gazette TO " + name, "GRANT SELECT ON ALL TABLES IN SCHEMA gazette TO " + name}
	if !exists {
		statements = append([]string{"CREATE ROLE " + name + " NOLOGIN", "GRANT " + name + " TO CURRENT_USER"}, statements...)
	}
	for _, s := range statements {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("let the public site read as %s (where this user may not make roles, have an administrator run: %s): %w", role, s, err)
		}
	}
	return nil
}
