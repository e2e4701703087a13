package paper

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"time"

	"moothall/internal/council"
)

// incoming is where a file is written before its hash is known.
const incoming = "incoming"

// forgotten is the age at which a half-written file is taken to be left over from a crash.
const forgotten = 24 * time.Hour

// FolderShelf is a Shelf in a folder of a file system: the file abcd… lies at ab/cd/abcd….
type FolderShelf struct {
	// root refuses every path and every symbolic link that leads out of the folder.
	root *os.Root
}

var _ Shelf = (*FolderShelf)(nil)

// Folder opens the shelf in dir, which is made where it is missing, and clears away what writers
// that crashed more than a day ago have left half-written.
func Folder(dir string) (*FolderShelf, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("open shelf: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open shelf: %w", err)
	}
	s := &FolderShelf{root: root}
	if err := s.tidy(); err != nil {
		return nil, errors.Join(fmt.Errorf("open shelf %s: %w", dir, err), root.Close())
	}
	return s, nil
}

// Close lets go of the folder.
func (s *FolderShelf) Close() error { return s.root.Close() }

// tidy removes old half-written files. What is old is told by the file system's own clock, which
// dates a file made now.
func (s *FolderShelf) tidy() error {
	if err := s.root.MkdirAll(incoming, 0o750); err != nil {
		return err
	}
	probe, name, err := s.create()
	if err != nil {
		return err
	}
	defer s.discard(probe, name)
	now, err := probe.Stat()
	if err != nil {
		return err
	}
	return s.clear(now.ModTime().Add(-forgotten))
}

func (s *FolderShelf) create() (*os.File, string, error) {
	name := incoming + "/" + rand.Text()
	f, err := s.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o640)
	return f, name, err
}

// discard drops a half-written file; a failure leaves it for the sweep.
func (s *FolderShelf) discard(f *os.File, name string) {
	_ = f.Close()
	_ = s.root.Remove(name)
}

// Put keeps what r gives: written aside, flushed to the disk, then named by its hash in one step,
// so that neither a crash nor a full disk leaves half a file under a hash. A damaged file of the
// same hash is replaced.
func (s *FolderShelf) Put(ctx context.Context, r io.Reader) (Kept, error) { return s.put(ctx, r, true) }

// put is Put; where durable is false it does not wait for the disk.
func (s *FolderShelf) put(ctx context.Context, r io.Reader, durable bool) (Kept, error) {
	f, name, err := s.create()
	if err != nil {
		return Kept{}, fmt.Errorf("put file: %w", err)
	}
	kept, err := copyHashed(f, contextReader{ctx, r})
	if err == nil && durable {
		err = f.Sync()
	}
	if err != nil {
		s.discard(f, name)
		return Kept{}, fmt.Errorf("put file: %w", err)
	}
	if err := f.Close(); err != nil {
		s.discard(f, name)
		return Kept{}, fmt.Errorf("put file %s: %w", kept.SHA256, err)
	}
	if err := s.name(name, kept.SHA256, durable); err != nil {
		_ = s.root.Remove(name)
		return Kept{}, fmt.Errorf("put file %s: %w", kept.SHA256, err)
	}
	return kept, nil
}

// name moves a whole file to the place of its hash and, where durable, makes the move outlast a
// power cut.
func (s *FolderShelf) name(name, sha string, durable bool) error {
	outer, inner := sha[:2], sha[:2]+"/"+sha[2:4]
	if err := s.root.MkdirAll(inner, 0o750); err != nil {
		return err
	}
	if err := s.root.Rename(name, place(sha)); err != nil {
		return err
	}
	if !durable {
		return nil
	}
	for _, dir := range []string{inner, outer, "."} {
		if err := s.syncAt(dir); err != nil {
			return err
		}
	}
	return nil
}

// syncAt waits until the disk has a file or folder.
func (s *FolderShelf) syncAt(path string) error {
	d, err := s.root.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// place is the path of a hash that CheckSHA256 has passed.
func place(sha string) string { return sha[:2] + "/" + sha[2:4] + "/" + sha }

// Open opens the file for reading.
func (s *FolderShelf) Open(ctx context.Context, sha string) (io.ReadSeekCloser, error) {
	if _, err := s.Size(ctx, sha); err != nil {
		return nil, err
	}
	f, err := s.root.Open(place(sha))
	if err != nil {
		return nil, shelfError("open", sha, err)
	}
	return f, nil
}

// Size is the length of the file in bytes.
func (s *FolderShelf) Size(ctx context.Context, sha string) (int64, error) {
	if err := errors.Join(ctx.Err(), CheckSHA256(sha)); err != nil {
		return 0, err
	}
	info, err := s.root.Stat(place(sha))
	if err != nil {
		return 0, shelfError("look up", sha, err)
	}
	if !info.Mode().IsRegular() {
		return 0, fmt.Errorf("look up file %s: there is something that is not a file: %w", sha, council.ErrNotFound)
	}
	return info.Size(), nil
}

// Has says whether the file is on the shelf.
func (s *FolderShelf) Has(ctx context.Context, sha string) (bool, error) {
	_, err := s.Size(ctx, sha)
	if errors.Is(err, council.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Remove takes the file off the shelf.
func (s *FolderShelf) Remove(ctx context.Context, sha string) error {
	if err := errors.Join(ctx.Err(), CheckSHA256(sha)); err != nil {
		return err
	}
	if err := s.root.Remove(place(sha)); err != nil {
		return shelfError("remove", sha, err)
	}
	return s.syncAt(sha[:2] + "/" + sha[2:4])
}

// List walks the shelf in the order of the hashes.
func (s *FolderShelf) List(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := fs.WalkDir(s.root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
			if err := errors.Join(err, ctx.Err()); err != nil {
				return err
			}
			if d.IsDir() && path == incoming {
				return fs.SkipDir
			}
			if d.Type().IsRegular() && CheckSHA256(d.Name()) == nil && path == place(d.Name()) && !yield(d.Name(), nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield("", fmt.Errorf("list shelf: %w", err))
		}
	}
}

// shelfError gives a file system's error its kind.
func shelfError(act, sha string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s file %s: %w", act, sha, council.ErrNotFound)
	}
	return fmt.Errorf("%s file %s: %w", act, sha, err)
}
