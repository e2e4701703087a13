package paper_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"moothall/internal/paper"
)

// unnamedBut names some files and no others.
func unnamedBut(named ...string) paper.Unnamed {
	return func(_ context.Context, files []string) ([]string, error) {
		return slices.DeleteFunc(files, func(sha string) bool { return slices.Contains(named, sha) }), nil
	}
}

func TestShelfSweepsWhatNothingNames(t *testing.T) {
	t.Parallel()
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		put := func(text string) string {
			kept, err := s.Put(t.Context(), strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			return kept.SHA256
		}
		named, left := put("named"), put("left over")
		if n, err := s.Sweep(t.Context(), time.Now().Add(-time.Hour), unnamedBut(named)); n != 0 || err != nil {
			t.Errorf("of files that were put just now: %d, %v", n, err)
		}
		n, err := s.Sweep(t.Context(), time.Now().Add(time.Minute), unnamedBut(named))
		if n != 1 || err != nil {
			t.Errorf("swept %d, %v", n, err)
		}
		for sha, want := range map[string]bool{named: true, left: false} {
			if there, err := s.Has(t.Context(), sha); there != want || err != nil {
				t.Errorf("%s: %t, %v", sha, there, err)
			}
		}
		if err := paper.Verify(t.Context(), s, named); err != nil {
			t.Error(err)
		}
	})
}

// TestASweepSparesWhatIsPutAgain puts a file again after the sweep has found that nothing names it.
func TestASweepSparesWhatIsPutAgain(t *testing.T) {
	t.Parallel()
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		content := []byte("brought twice")
		kept, err := s.Put(t.Context(), bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(1100 * time.Millisecond) // some storages date to the second
		before := time.Now()
		time.Sleep(1100 * time.Millisecond)
		n, err := s.Sweep(t.Context(), before, func(ctx context.Context, files []string) ([]string, error) {
			_, err := s.Put(ctx, bytes.NewReader(content))
			return files, err
		})
		if n != 0 || err != nil {
			t.Errorf("swept %d, %v", n, err)
		}
		if there, err := s.Has(t.Context(), kept.SHA256); !there || err != nil {
			t.Errorf("gone: %v", err)
		}
	})
}
