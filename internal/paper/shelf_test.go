package paper_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"moothall/internal/council"
	"moothall/internal/paper"
)

// eachShelf runs one test over every kind of shelf, each time a new and empty one.
func eachShelf(t *testing.T, test func(t *testing.T, s paper.Shelf)) {
	t.Run("folder", func(t *testing.T) {
		t.Parallel()
		test(t, newFolder(t, t.TempDir()))
	})
	t.Run("bucket", func(t *testing.T) {
		t.Parallel()
		test(t, newBucket(t, "papers/2018"))
	})
	t.Run("bucket without prefix", func(t *testing.T) {
		t.Parallel()
		test(t, newBucket(t, ""))
	})
}

func newFolder(t *testing.T, dir string) *paper.FolderShelf {
	t.Helper()
	s, err := paper.Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// newStorage starts an S3-compatible server in this process with the bucket "town".
func newStorage(t *testing.T) (endpoint string) {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("town"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func newBucket(t *testing.T, prefix string) paper.Shelf {
	t.Helper()
	setting := "s3://town/" + prefix + "?endpoint=" + url.QueryEscape(newStorage(t)) + "&region=eu-west-2&insecure=true"
	s, err := paper.OpenShelf(t.Context(), setting, paper.Keys{ID: "clerk", Secret: "of the council"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func shaOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

func put(t *testing.T, s paper.Shelf, content string) string {
	t.Helper()
	kept, err := s.Put(t.Context(), strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if want := (paper.Kept{SHA256: shaOf(content), Size: int64(len(content))}); kept != want {
		t.Fatalf("Put(%d bytes) = %+v, want %+v", len(content), kept, want)
	}
	return kept.SHA256
}

func list(t *testing.T, s paper.Shelf) []string {
	t.Helper()
	var all []string
	for sha, err := range s.List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sha)
	}
	return all
}

func TestShelfKeepsWhatItIsGiven(t *testing.T) {
	t.Parallel()
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		long := strings.Repeat("RESOLVED – That the Plan be approved.\n", 30_000)
		for _, content := range []string{"", "x", "The Plan", long} {
			sha := put(t, s, content)
			f, err := s.Open(t.Context(), sha)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(f)
			if err != nil || string(got) != content {
				t.Errorf("read back %d bytes (%v), want %d", len(got), err, len(content))
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
			size, err := s.Size(t.Context(), sha)
			if err != nil || size != int64(len(content)) {
				t.Errorf("Size = %d, %v, want %d", size, err, len(content))
			}
			if err := paper.Verify(t.Context(), s, sha); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestShelfReadsFromAnywhere(t *testing.T) {
	t.Parallel()
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		const content = "0123456789abcdefghij"
		f, err := s.Open(t.Context(), put(t, s, content))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		steps := []struct {
			offset int64
			whence int
			at     int64
			want   string
		}{
			{5, io.SeekStart, 5, "567"},
			{2, io.SeekCurrent, 10, "abc"},
			{-3, io.SeekEnd, 17, "hij"},
			{0, io.SeekStart, 0, "012"},
			{0, io.SeekCurrent, 3, "345"},
		}
		for _, step := range steps {
			at, err := f.Seek(step.offset, step.whence)
			if err != nil || at != step.at {
				t.Fatalf("Seek(%d, %d) = %d, %v, want %d", step.offset, step.whence, at, err, step.at)
			}
			got := make([]byte, 3)
			if _, err := io.ReadFull(f, got); err != nil || string(got) != step.want {
				t.Errorf("after Seek(%d, %d) read %q, %v, want %q", step.offset, step.whence, got, err, step.want)
			}
		}
		if _, err := f.Seek(0, io.SeekEnd); err != nil {
			t.Fatal(err)
		}
		if n, err := f.Read(make([]byte, 1)); n != 0 || !errors.Is(err, io.EOF) {
			t.Errorf("at the end Read = %d, %v, want 0, EOF", n, err)
		}
		if _, err := f.Seek(-1, io.SeekStart); err == nil {
			t.Error("Seek to before the beginning was allowed")
		}
	})
}

func TestShelfKeepsOneOfEach(t *testing.T) {
	t.Parallel()
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		var want []string
		for _, content := range []string{"first", "second", "first", "third", "second"} {
			want = append(want, put(t, s, content))
		}
		slices.Sort(want)
		if diff := cmp.Diff(slices.Compact(want), list(t, s)); diff != "" {
			t.Errorf("List (-want +got):\n%s", diff)
		}
		for _, err := range s.List(t.Context()) {
			if err != nil {
				t.Error(err)
			}
			break // a caller may stop early
		}
	})
}

func TestShelfRemoves(t *testing.T) {
	t.Parallel()
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		gone, stays := put(t, s, "an address that should not be here"), put(t, s, "stays")
		if err := s.Remove(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
		if has, err := s.Has(t.Context(), gone); has || err != nil {
			t.Errorf("Has what was removed = %v, %v", has, err)
		}
		if has, err := s.Has(t.Context(), stays); !has || err != nil {
			t.Errorf("Has what stays = %v, %v", has, err)
		}
		if diff := cmp.Diff([]string{stays}, list(t, s)); diff != "" {
			t.Errorf("List (-want +got):\n%s", diff)
		}
		if err := s.Remove(t.Context(), gone); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("Remove again = %v, want not found", err)
		}
		put(t, s, "an address that should not be here") // and can come back
	})
}

func TestShelfNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		put(t, s, "something")
		absent := shaOf("absent")
		cases := map[string]error{
			absent:                         council.ErrNotFound,
			"":                             council.ErrInvalid,
			"../../etc/passwd":             council.ErrInvalid,
			strings.Repeat("../", 22)[:64]: council.ErrInvalid,
			strings.ToUpper(absent):        council.ErrInvalid,
			absent[:63]:                    council.ErrInvalid,
		}
		for sha, want := range cases {
			_, openErr := s.Open(t.Context(), sha)
			_, sizeErr := s.Size(t.Context(), sha)
			removeErr, verifyErr := s.Remove(t.Context(), sha), paper.Verify(t.Context(), s, sha)
			for act, err := range map[string]error{"Open": openErr, "Size": sizeErr, "Remove": removeErr, "Verify": verifyErr} {
				if !errors.Is(err, want) {
					t.Errorf("%s(%q) = %v, want %v", act, sha, err, want)
				}
			}
		}
		if has, err := s.Has(t.Context(), absent); has || err != nil {
			t.Errorf("Has(absent) = %v, %v", has, err)
		}
		if _, err := s.Has(t.Context(), "x"); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("Has(x) = %v, want not valid", err)
		}
	})
}

func TestShelfKeepsNoHalfFile(t *testing.T) {
	t.Parallel()
	broken := errors.New("the line broke")
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		half := strings.Repeat("half", 100_000)
		_, err := s.Put(t.Context(), io.MultiReader(strings.NewReader(half), iotest.ErrReader(broken)))
		if !errors.Is(err, broken) {
			t.Fatalf("Put of a broken reader = %v, want %v", err, broken)
		}
		ctx, cancel := context.WithCancel(t.Context())
		stops := readerFunc(func(p []byte) (int, error) { cancel(); return copy(p, "x"), nil })
		if _, err := s.Put(ctx, stops); !errors.Is(err, context.Canceled) {
			t.Fatalf("Put that was cancelled = %v", err)
		}
		if all := list(t, s); len(all) != 0 {
			t.Errorf("the shelf holds %v after two broken puts", all)
		}
		put(t, s, half)
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestShelfTakesTheSameFileFromManyAtOnce(t *testing.T) {
	t.Parallel()
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		content := strings.Repeat("minutes ", 20_000)
		var all sync.WaitGroup
		for range 12 {
			all.Go(func() {
				if _, err := s.Put(t.Context(), strings.NewReader(content)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if diff := cmp.Diff([]string{shaOf(content)}, list(t, s)); diff != "" {
			t.Errorf("List (-want +got):\n%s", diff)
		}
		if err := paper.Verify(t.Context(), s, shaOf(content)); err != nil {
			t.Error(err)
		}
	})
}

func TestFolderLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := newFolder(t, dir)
	if _, err := s.Put(t.Context(), iotest.ErrReader(io.ErrUnexpectedEOF)); err == nil {
		t.Fatal("a broken reader was taken")
	}
	put(t, s, "whole")
	if diff := cmp.Diff([]string(nil), under(t, filepath.Join(dir, "incoming"))); diff != "" {
		t.Errorf("incoming (-want +got):\n%s", diff)
	}
}

func under(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestFolderSweepsWhatACrashLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	newFolder(t, dir)
	for name, age := range map[string]time.Duration{"crashed": 48 * time.Hour, "being-written": time.Hour} {
		path := filepath.Join(dir, "incoming", name)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		when := time.Now().Add(-age)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	s := newFolder(t, dir)
	if diff := cmp.Diff([]string{"being-written"}, under(t, filepath.Join(dir, "incoming"))); diff != "" {
		t.Errorf("incoming (-want +got):\n%s", diff)
	}
	if all := list(t, s); len(all) != 0 {
		t.Errorf("half-written files are listed: %v", all)
	}
}

func TestVerifyFindsTampering(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := newFolder(t, dir)
	sha := put(t, s, "approved")
	path := filepath.Join(dir, sha[:2], sha[2:4], sha)
	if err := os.WriteFile(path, []byte("rejected"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := paper.Verify(t.Context(), s, sha); !errors.Is(err, paper.ErrMismatch) || !strings.Contains(err.Error(), sha) {
		t.Errorf("Verify of a changed file = %v, want a mismatch that names it", err)
	}
	put(t, s, "approved")
	if err := paper.Verify(t.Context(), s, sha); err != nil {
		t.Errorf("Verify after the file was put again: %v", err)
	}
}

func TestFolderDoesNotLeadOut(t *testing.T) {
	t.Parallel()
	outside, dir := t.TempDir(), t.TempDir()
	s := newFolder(t, dir)
	sha := shaOf("secret")
	if err := os.WriteFile(filepath.Join(outside, sha), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, sha[:2]), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, sha[:2], sha[2:4])); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	if f, err := s.Open(t.Context(), sha); err == nil {
		f.Close()
		t.Error("a file outside the shelf was opened through a symbolic link")
	}
	if _, err := s.Put(t.Context(), strings.NewReader("secret")); err == nil {
		t.Error("a file was written outside the shelf through a symbolic link")
	}
}

func TestFolderOutlivesAFullDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := newFolder(t, dir)
	// A name that is taken by a folder stands for a disk that refuses the last step.
	sha := shaOf("blocked")
	if err := os.MkdirAll(filepath.Join(dir, sha[:2], sha[2:4], sha, "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), strings.NewReader("blocked")); err == nil {
		t.Fatal("Put onto a name that cannot be taken was fine")
	}
	if left := under(t, filepath.Join(dir, "incoming")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if has, err := s.Has(t.Context(), sha); has || err != nil {
		t.Errorf("Has = %v, %v, want nothing there", has, err)
	}
}

func TestOpenShelfSaysWhatIsWrongWithASetting(t *testing.T) {
	t.Parallel()
	endpoint := newStorage(t)
	cases := map[string]error{
		"":                         council.ErrInvalid,
		"ftp://town/papers":        council.ErrInvalid,
		"s3://":                    council.ErrInvalid,
		"s3://a:hunter2@town/":     council.ErrInvalid,
		"s3://town?secure=perhaps": council.ErrInvalid,
		"s3://town?insecure=maybe": council.ErrInvalid,
		"s3://no-such?insecure=true&region=eu-west-2&endpoint=" + endpoint: council.ErrNotFound,
	}
	for setting, want := range cases {
		_, err := paper.OpenShelf(t.Context(), setting, paper.Keys{ID: "a", Secret: "b"})
		if !errors.Is(err, want) {
			t.Errorf("OpenShelf(%q) = %v, want %v", setting, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("OpenShelf(%q) repeats the password: %v", setting, err)
		}
	}
	if _, err := paper.OpenShelf(t.Context(), filepath.Join(t.TempDir(), "new", "shelf"), paper.Keys{}); err != nil {
		t.Errorf("a folder that is missing is not made: %v", err)
	}
}

func TestBucketReadsFailAloudWhenTheStorageGoes(t *testing.T) {
	t.Parallel()
	backend := s3mem.New()
	if err := backend.CreateBucket("town"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	s, err := paper.Bucket(t.Context(), paper.BucketAt{Endpoint: strings.TrimPrefix(server.URL, "http://"), Bucket: "town", Region: "eu-west-2", Insecure: true}, paper.Keys{ID: "a", Secret: "b"})
	if err != nil {
		t.Fatal(err)
	}
	sha := put(t, s, "x")
	f, err := s.Open(t.Context(), sha)
	if err != nil {
		t.Fatal(err)
	}
	server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := s.Remove(ctx, sha); err == nil || errors.Is(err, council.ErrNotFound) {
		t.Errorf("Remove without a storage = %v, want an error that is not not-found", err)
	}
	if _, err := s.Put(ctx, bytes.NewReader([]byte("y"))); err == nil {
		t.Error("Put without a storage was fine")
	}
	_ = f.Close()
}

func TestBatchKeepsWhatAShelfKeeps(t *testing.T) {
	t.Parallel()
	folder, err := paper.Folder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	b := paper.NewBatch(folder)
	for range 2 { // the second time it is there already
		kept, err := b.Put(t.Context(), strings.NewReader("minutes"))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(b.Flush(t.Context()), paper.Verify(t.Context(), folder, kept.SHA256)); err != nil {
			t.Error(err)
		}
	}
}
