package paper

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"moothall/internal/council"
)

// ErrMismatch is the error of a file whose content is not what its hash says.
var ErrMismatch = errors.New("file does not match its hash")

// Shelf keeps files under the SHA-256 of their content, written as 64 lower-case hexadecimal
// digits. A hash of any other form is council.ErrInvalid, a hash that is not on the shelf is
// council.ErrNotFound. Every method may be called at the same time from anywhere.
type Shelf interface {
	// Put reads r to its end and keeps it. The file is there whole or not at all, and a file that
	// is there already is kept once.
	Put(ctx context.Context, r io.Reader) (Kept, error)
	// Open gives the content from its beginning. Reading ends when ctx does.
	Open(ctx context.Context, sha string) (io.ReadSeekCloser, error)
	// Size is the length of the file in bytes.
	Size(ctx context.Context, sha string) (int64, error)
	// Has says whether the file is on the shelf.
	Has(ctx context.Context, sha string) (bool, error)
	// Remove takes the file off the shelf for good, as a lawful takedown asks.
	Remove(ctx context.Context, sha string) error
	// List gives every hash on the shelf in ascending order; it ends at the first error.
	List(ctx context.Context) iter.Seq2[string, error]
	// Sweep removes the files that nothing names and that nobody has put there since before, with what
	// was left half-written before then, and says how many files it was. A file is put on a shelf before
	// anything names it, so before has to lie further back than that can take.
	Sweep(ctx context.Context, before time.Time, unnamed Unnamed) (int, error)
}

// Kept is what a shelf has taken in.
type Kept struct {
	SHA256 string // 64 lower-case hexadecimal digits
	Size   int64  // bytes
}

// CheckSHA256 says whether the string is a SHA-256 as a shelf writes it; the error is
// council.ErrInvalid.
func CheckSHA256(sha string) error {
	if len(sha) != 2*sha256.Size {
		return fmt.Errorf("%q is not a SHA-256 in hexadecimal: %w", sha, council.ErrInvalid)
	}
	for _, c := range []byte(sha) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return fmt.Errorf("%q is not a SHA-256 in lower-case hexadecimal: %w", sha, council.ErrInvalid)
		}
	}
	return nil
}

// Verify reads the whole file again and compares it with its hash. The error is ErrMismatch where
// the content differs and council.ErrNotFound where there is none.
func Verify(ctx context.Context, s Shelf, sha string) error {
	f, err := s.Open(ctx, sha)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	defer f.Close()
	got, err := copyHashed(io.Discard, f)
	if err != nil {
		return fmt.Errorf("verify file %s: %w", sha, err)
	}
	if got.SHA256 != sha {
		return fmt.Errorf("verify file %s: its %d bytes hash to %s: %w", sha, got.Size, got.SHA256, ErrMismatch)
	}
	return nil
}

// copyHashed copies r to w and says what went through.
func copyHashed(w io.Writer, r io.Reader) (Kept, error) {
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, h), r)
	if err != nil {
		return Kept{}, err
	}
	return Kept{SHA256: hex.EncodeToString(h.Sum(nil)), Size: n}, nil
}

// contextReader stops a copy when its context ends.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
