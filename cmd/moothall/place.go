package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper"
	"moothall/internal/sqldb"
)

// recordFlags say where a council's record is kept.
type recordFlags struct {
	Data     string `required:"" placeholder:"DIR" help:"The council's data folder."`
	Database string `placeholder:"URL" help:"A PostgreSQL database, postgres://user:password@host/name, instead of SQLite in the data folder."`
	Files    string `placeholder:"PLACE" help:"Where files are kept: a folder, or s3://bucket/prefix?endpoint=host:port&region=name. The default is the folder files in the data folder."`
	Sealed   string `placeholder:"PLACE" help:"Where files are kept that the public may not have, as --files. The default is the folder sealed in the data folder."`
	S3ID     string `name:"s3-id" env:"MOOTHALL_S3_ID" placeholder:"ID" help:"Access key for files on S3-compatible storage."`
	S3Secret string `name:"s3-secret" env:"MOOTHALL_S3_SECRET" placeholder:"SECRET" help:"Secret key for files on S3-compatible storage; better given as an environment variable."`
}

func (f recordFlags) place() sqldb.Place { return sqldb.Place{Dir: f.Data, Database: f.Database} }

// shelf opens the public shelf of files.
func (f recordFlags) shelf(ctx context.Context) (paper.Shelf, error) {
	at := f.Files
	if at == "" {
		at = filepath.Join(f.Data, "files")
	}
	return paper.OpenShelf(ctx, at, paper.Keys{ID: f.S3ID, Secret: f.S3Secret})
}

const (
	privateKeyFile = "gazette.key"
	publicKeyFile  = "gazette.pub"
)

// press opens the record for publishing and makes it, with a signing key, where there is none.
func (f recordFlags) press(ctx context.Context, random io.Reader) (*sqldb.Press, error) {
	if err := os.MkdirAll(f.Data, 0o755); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	signer, err := f.signer()
	if err != nil {
		return nil, err
	}
	if random == nil {
		random = rand.Reader
	}
	return sqldb.OpenPress(ctx, f.place(), signer, random)
}

// existing is an error unless a record was made in the place before.
func (f recordFlags) existing() error {
	if _, err := os.Stat(filepath.Join(f.Data, publicKeyFile)); err != nil {
		return fmt.Errorf("there is no record in %s: make one with \"moothall demo\" or \"moothall import\", or begin your own with \"moothall serve --new\": %w", f.Data, council.ErrNotFound)
	}
	return nil
}

func (f recordFlags) signer() (note.Signer, error) {
	path := filepath.Join(f.Data, privateKeyFile)
	private, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		private, err = f.newKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read the signing key: %w", err)
	}
	signer, err := note.NewSigner(strings.TrimSpace(string(private)))
	if err != nil {
		return nil, fmt.Errorf("the signing key in %s is not one (%w): %w", path, err, council.ErrInvalid)
	}
	return signer, nil
}

// newKey makes the key pair. The private key is written last, since its being there says that
// both are.
func (f recordFlags) newKey(path string) ([]byte, error) {
	private, public, err := gazette.NewKey()
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(f.Data, publicKeyFile), []byte(public+"\n"), 0o644); err != nil {
		return nil, fmt.Errorf("keep the public key: %w", err)
	}
	if err := os.WriteFile(path, []byte(private+"\n"), 0o600); err != nil {
		return nil, fmt.Errorf("keep the signing key: %w", err)
	}
	return []byte(private), nil
}

func (f recordFlags) publicKey() (string, error) {
	if err := f.existing(); err != nil {
		return "", err
	}
	key, err := os.ReadFile(filepath.Join(f.Data, publicKeyFile))
	if err != nil {
		return "", fmt.Errorf("read the public key: %w", err)
	}
	return strings.TrimSpace(string(key)), nil
}
