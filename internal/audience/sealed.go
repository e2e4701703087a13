package audience

import (
	"fmt"
	"io"
	"log/slog"

	"moothall/internal/council"
)

// mark is what sealed words print as.
const mark = "[exempt]"

// Sealed is text that is exempt or confidential, or may become so. However it is printed, logged,
// written as JSON or put into a template it is only a mark; Open gives the words to a viewer who
// holds the key. Its binary form is the words themselves, for the register's own store.
type Sealed struct{ text string }

// Seal puts words under seal.
func Seal(text string) Sealed { return Sealed{text} }

// IsZero says whether there are no words.
func (s Sealed) IsZero() bool { return s.text == "" }

// Open gives the words to a viewer whom the lock lets in; to any other it is council.ErrNotFound,
// since what one may not see does not exist.
func (s Sealed) Open(v Viewer, l Lock) (string, error) {
	if !l.Opens(v) {
		return "", fmt.Errorf("sealed text: %w", council.ErrNotFound)
	}
	return s.text, nil
}

// String is the mark, or nothing where there are no words.
func (s Sealed) String() string {
	if s.IsZero() {
		return ""
	}
	return mark
}

// GoString is the mark.
func (s Sealed) GoString() string { return s.String() }

// Format writes the mark, whatever the verb.
func (s Sealed) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue is the mark.
func (s Sealed) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText writes the mark, so that JSON, XML and templates do.
func (s Sealed) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalBinary writes the words, for the register's store alone.
func (s Sealed) MarshalBinary() ([]byte, error) { return []byte(s.text), nil }

// UnmarshalBinary reads what MarshalBinary writes.
func (s *Sealed) UnmarshalBinary(b []byte) error {
	s.text = string(b)
	return nil
}
