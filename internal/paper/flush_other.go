//go:build !linux

package paper

import "fmt"

// flush makes files of the shelf outlast a power cut.
func (s *FolderShelf) flush(kept map[string]bool) error {
	for sha := range kept {
		for _, at := range []string{place(sha), sha[:2] + "/" + sha[2:4], sha[:2]} {
			if err := s.syncAt(at); err != nil {
				return fmt.Errorf("flush file %s: %w", sha, err)
			}
		}
	}
	return s.syncAt(".")
}
