package gazette

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"moothall/internal/council"
)

// Fold is text as it is looked for: lower case, without accents, words apart by single spaces.
func Fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return b.String()
}

// FoldText folds both languages of a text into one line to look in.
func FoldText(t council.Text) string {
	if t.Cy == "" {
		return Fold(t.En)
	}
	return Fold(t.En + " " + t.Cy)
}
