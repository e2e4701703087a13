package paper

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// flush makes files of the shelf outlast a power cut: by one call for the whole file system, since
// they are many.
func (s *FolderShelf) flush(map[string]bool) error {
	d, err := s.root.Open(".")
	if err != nil {
		return fmt.Errorf("flush shelf: %w", err)
	}
	defer d.Close()
	if err := unix.Syncfs(int(d.Fd())); err != nil {
		return fmt.Errorf("flush shelf: %w", err)
	}
	return nil
}
