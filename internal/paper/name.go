package paper

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"moothall/internal/council"
)

// ErrMisnamed is the error of a file whose name says another type than its content has. It is
// council.ErrInvalid too.
var ErrMisnamed = fmt.Errorf("the file's name and content differ: %w", council.ErrInvalid)

// CheckName says whether a file's name has an ending of the type that its content was found to be by
// Extract or Public; the error is ErrMisnamed, and says what was found and what to do. A reader's
// computer opens a file by its name, so a name that lies is either a mistake or a trap.
func CheckName(name string, x Extract) error {
	ending := strings.ToLower(path.Ext(name))
	right := endings(x)
	switch {
	case slices.Contains(right, ending):
		return nil
	case isCompound(x.MIME) && (ending == ".docx" || ending == ".docm"):
		return fmt.Errorf("%w: %q is locked by a password, or an old Word document: save it as a Word document (.docx) without a password", ErrMisnamed, name)
	case len(right) == 0:
		return fmt.Errorf("%w: what %q holds is of no type that is known (%s)", ErrMisnamed, name, x.MIME)
	}
	return fmt.Errorf("%w: %q ends in %q and holds %s: give it the ending %s, or choose the file that was meant", ErrMisnamed, name, ending, x.MIME, right[0])
}

// isCompound says whether a file is one of Microsoft's compound files, as old Word documents and
// locked new ones are.
func isCompound(mime string) bool {
	return mime == "application/x-ole-storage" || mime == "application/msword"
}

// endings are those that a file of the type may have, the best first.
func endings(x Extract) []string {
	switch x.Kind {
	case PDF:
		return []string{".pdf"}
	case Word:
		return []string{".docx"}
	case Plain:
		return []string{".txt", ".text", ".md", ".csv"}
	case Other:
	}
	if x.MIME == "image/jpeg" {
		return []string{".jpg", ".jpeg"}
	}
	if t := mimetype.Lookup(x.MIME); t != nil && t.Extension() != "" {
		return []string{t.Extension()}
	}
	return nil
}
