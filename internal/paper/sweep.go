package paper

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"time"

	"github.com/minio/minio-go/v7"

	"moothall/internal/council"
)

// Unnamed gives, of files on a shelf, those that nothing names.
type Unnamed func(ctx context.Context, files []string) ([]string, error)

// sweep removes of the old files those that nothing names, and says how many it was.
func sweep(ctx context.Context, old iter.Seq2[string, error], unnamed Unnamed, remove func(sha string) (bool, error)) (n int, err error) {
	var files []string
	for sha, err := range old {
		if err != nil {
			return 0, fmt.Errorf("sweep: %w", err)
		}
		files = append(files, sha)
	}
	if len(files) == 0 {
		return 0, nil
	}
	if files, err = unnamed(ctx, files); err != nil {
		return 0, fmt.Errorf("sweep: %w", err)
	}
	for _, sha := range files {
		gone, err := remove(sha)
		if err != nil {
			return n, fmt.Errorf("sweep file %s: %w", sha, err)
		}
		if gone {
			n++
		}
	}
	return n, nil
}

// Sweep implements Shelf.
func (s *FolderShelf) Sweep(ctx context.Context, before time.Time, unnamed Unnamed) (int, error) {
	if err := s.clear(before); err != nil {
		return 0, fmt.Errorf("sweep half-written files: %w", err)
	}
	return sweep(ctx, s.old(ctx, before), unnamed, func(sha string) (bool, error) { return s.removeOld(sha, before) })
}

// old lists what was last put on the shelf before the moment.
func (s *FolderShelf) old(ctx context.Context, before time.Time) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for sha, err := range s.List(ctx) {
			if err == nil {
				info, statErr := s.root.Stat(place(sha))
				if errors.Is(statErr, fs.ErrNotExist) || statErr == nil && !info.ModTime().Before(before) {
					continue
				}
				err = statErr
			}
			if !yield(sha, err) {
				return
			}
		}
	}
}

// removeOld removes a file unless it was put there again meanwhile. It is moved aside first: who puts it
// after that puts a new one, and one that was put just before is seen by its date and moved back.
func (s *FolderShelf) removeOld(sha string, before time.Time) (bool, error) {
	aside := incoming + "/" + rand.Text()
	if err := s.root.Rename(place(sha), aside); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		return false, err
	}
	info, err := s.root.Stat(aside)
	if err != nil {
		return false, err
	}
	if !info.ModTime().Before(before) {
		return false, s.root.Rename(aside, place(sha))
	}
	return true, s.root.Remove(aside)
}

// Sweep implements Shelf.
func (s *BucketShelf) Sweep(ctx context.Context, before time.Time, unnamed Unnamed) (int, error) {
	return sweep(ctx, s.old(ctx, before), unnamed, func(sha string) (bool, error) {
		info, err := s.core.StatObject(ctx, s.at.Bucket, s.key(sha), minio.StatObjectOptions{})
		if err != nil {
			err = s.error("look up", sha, err)
		}
		if err != nil || !info.LastModified.Before(before) {
			return false, ignoreNotFound(err)
		}
		return true, s.Remove(ctx, sha)
	})
}

func ignoreNotFound(err error) error {
	if council.IsNotFound(err) {
		return nil
	}
	return err
}

// old lists what was last put on the shelf before the moment.
func (s *BucketShelf) old(ctx context.Context, before time.Time) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for o, err := range s.objects(ctx) {
			if (err != nil || o.LastModified.Before(before)) && !yield(s.hash(o), err) {
				return
			}
		}
	}
}

// clear removes half-written files that were last written before the moment.
func (s *FolderShelf) clear(before time.Time) error {
	entries, err := fs.ReadDir(s.root.FS(), incoming)
	if err != nil {
		return err
	}
	isNew := func(e fs.DirEntry) bool {
		info, err := e.Info()
		return err != nil || !info.ModTime().Before(before) // gone meanwhile, or being written
	}
	for _, e := range slices.DeleteFunc(entries, isNew) {
		if err := s.root.Remove(incoming + "/" + e.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
