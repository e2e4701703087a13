//go:build unix

package sqldb

import (
	"os"
	"syscall"
)

// mapFile maps the beginning of a file for reading; nil where that cannot be, as on some network
// file systems.
func mapFile(f *os.File, size int) []byte {
	b, err := syscall.Mmap(int(f.Fd()), 0, size, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil
	}
	return b
}

func unmapFile(b []byte) {
	if b != nil {
		_ = syscall.Munmap(b)
	}
}
