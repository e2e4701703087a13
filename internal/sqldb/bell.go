package sqldb

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"unsafe"
)

// bell tells readers in every process on this machine that the record has changed, at the price
// of eight bytes read: asking the database would cost as much as a page. It is a value in a file
// of the data folder that every publication replaces by another. The value is random, not a
// count: of two processes that ring at once, the slower could otherwise set a count back to one
// that a reader has seen.
type bell struct {
	file   *os.File
	mapped []byte // the file's bytes where they can be mapped: a read then costs no call of the system
}

func openBell(dir string) (*bell, error) {
	f, err := os.OpenFile(filepath.Join(dir, "gazette.bell"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open the bell of publications: %w", err)
	}
	b := &bell{file: f}
	if info, err := f.Stat(); err == nil && info.Size() < bellSize {
		// Extended without a byte written, so that a ring of another process is never undone.
		if err := f.Truncate(bellSize); err != nil {
			_ = f.Close()
			return nil, fmt.Errorf("make the bell of publications: %w", err)
		}
	}
	b.mapped = mapFile(f, bellSize)
	return b, nil
}

// bellSize is the length of the file in bytes.
const bellSize = 8

// heard is what the last ring left; it differs after every ring.
func (b *bell) heard() uint64 {
	if b.mapped != nil {
		return atomic.LoadUint64((*uint64)(unsafe.Pointer(&b.mapped[0])))
	}
	var value [bellSize]byte
	// A file shorter than the value was never rung: zero is right.
	_, _ = b.file.ReadAt(value[:], 0)
	return binary.NativeEndian.Uint64(value[:])
}

func (b *bell) ring() error {
	var value [bellSize]byte
	binary.NativeEndian.PutUint64(value[:], rand.Uint64())
	if _, err := b.file.WriteAt(value[:], 0); err != nil {
		return fmt.Errorf("ring the bell of publications: %w", err)
	}
	return nil
}

// Close lets go of the file.
func (b *bell) Close() error {
	unmapFile(b.mapped)
	b.mapped = nil
	if err := b.file.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("close the bell of publications: %w", err)
	}
	return nil
}
