package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"moothall/internal/auth"
	"moothall/internal/ballot"
	"moothall/internal/council"
	"moothall/internal/desk"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/register"
	"moothall/internal/sqldb"
)

// reader opens what is published, to be read.
func (f recordFlags) reader(s surroundings) (*sqldb.Reader, error) {
	key, err := f.publicKey()
	if err != nil {
		return nil, err
	}
	return sqldb.OpenReader(s.ctx, f.place(), key, s.log)
}

// backstage is the working record with who may come to it.
type backstage struct {
	store  *sqldb.Register
	porter *auth.Porter
	boxes  ballot.Folder // of secret ballots, whose keys lie outside of the store
}

// backstage opens the working record beside what is published.
func (f recordFlags) backstage(s surroundings, reader *sqldb.Reader, door doorFlags, provider auth.ProviderConfig) (b backstage, err error) {
	key, err := f.sealingKey()
	if err != nil {
		return b, err
	}
	if b.boxes, err = ballot.OpenFolder(filepath.Join(f.Data, "ballots")); err != nil {
		return b, err
	}
	if b.store, err = sqldb.OpenRegister(s.ctx, f.place()); err != nil {
		return b, err
	}
	b.porter, err = auth.New(auth.Config{Store: b.store.Auth(), Now: s.now, Today: page.Today, Key: key,
		Origin: door.Origin, Proxies: door.TrustedProxy, Provider: provider,
		Council: func(ctx context.Context) string {
			c, err := reader.Council(ctx)
			if err != nil {
				return "" // nameless as yet
			}
			return c.Content.Name.String()
		},
		Fictional: func(ctx context.Context) bool {
			c, err := reader.Council(ctx)
			return err == nil && c.Content.Fictional
		}})
	if err != nil {
		return b, errors.Join(err, b.store.Close())
	}
	return b, nil
}

// register makes the working record's acts, which publish through the press and print on the sealed shelf.
func (b backstage) register(s surroundings, press *sqldb.Press, reader *sqldb.Reader, sealed, public paper.Shelf, catalogue *page.Catalogue) (*register.Register, error) {
	printer, err := desk.NewPrinter(sealed, catalogue)
	if err != nil {
		return nil, err
	}
	minuter, err := desk.NewMinutesPrinter(sealed, catalogue)
	if err != nil {
		return nil, err
	}
	notices, err := desk.NewDecisionPrinter(sealed, catalogue)
	if err != nil {
		return nil, err
	}
	return register.New(register.Config{Boxes: b.boxes, Store: b.store, Outbox: b.store, Press: press, Record: reader, Now: s.now, Printer: printer, Minuter: minuter, Notices: notices, Typeset: desk.Typeset,
		Release: func(ctx context.Context, sha string) error { return release(ctx, sealed, public, sha) }, Recall: public.Remove,
		Late: func(ctx context.Context, err error) {
			s.log.ErrorContext(ctx, "what was published waits to be appended to the gazette", "error", err)
		}}), nil
}

// release copies a file from the sealed shelf to the public one.
func release(ctx context.Context, sealed, public paper.Shelf, sha string) error {
	there, err := public.Has(ctx, sha)
	if err != nil || there {
		return err
	}
	file, err := sealed.Open(ctx, sha)
	if err != nil {
		return err
	}
	defer file.Close()
	kept, err := public.Put(ctx, file)
	if err == nil && kept.SHA256 != sha {
		err = fmt.Errorf("the sealed file %s holds something else: %w", sha, council.ErrInvalid)
	}
	return err
}

// sealedShelf opens the shelf of files that the public is not given. A folder is for this program's own
// user alone.
func (f recordFlags) sealedShelf(ctx context.Context) (paper.Shelf, error) {
	at := f.Sealed
	if at == "" {
		at = filepath.Join(f.Data, "sealed")
		if err := os.MkdirAll(at, 0o700); err != nil {
			return nil, fmt.Errorf("make the folder of sealed files: %w", err)
		}
		if err := os.Chmod(at, 0o700); err != nil {
			return nil, fmt.Errorf("close the folder of sealed files to others: %w", err)
		}
	}
	return paper.OpenShelf(ctx, at, paper.Keys{ID: f.S3ID, Secret: f.S3Secret})
}

// sealingKeyFile holds the key that seals the keys of authenticator apps in the register.
const sealingKeyFile = "register.key"

// sealingKey is the key in the data folder, which is made where there is none. Two programs that begin
// at once make one.
func (f recordFlags) sealingKey() (auth.Key, error) {
	path := filepath.Join(f.Data, sealingKeyFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = keepNew(path, auth.MakeKey()+"\n"); err == nil {
			text, err = os.ReadFile(path)
		}
	}
	if err != nil {
		return auth.Key{}, fmt.Errorf("read the sealing key: %w", err)
	}
	key, err := auth.ParseKey(string(text))
	if err != nil {
		return key, fmt.Errorf("the sealing key in %s is not one: %w", path, err)
	}
	return key, nil
}

// keepNew writes a file for its owner alone, whole or not at all, unless there is one already.
func keepNew(path, content string) error {
	aside, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(aside.Name()) }()
	_, err = aside.WriteString(content)
	if err = errors.Join(err, aside.Sync(), aside.Close()); err != nil {
		return err
	}
	if err := os.Link(aside.Name(), path); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
