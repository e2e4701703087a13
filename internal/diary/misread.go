package diary

import (
	"fmt"

	"moothall/internal/council"
)

// Want is what a reader of a rule expected where it could not go on.
type Want string

// What may be expected.
const (
	WantPace    Want = "pace"    // when a body meets: "the second Thursday of every month"
	WantWeekday Want = "weekday" // Monday to Sunday
	WantMonths  Want = "months"  // months, dates, or the name of a spell
	WantDate    Want = "date"    // "4 June"
	WantTime    Want = "time"    // "6pm", "18:00"
	WantRemedy  Want = "remedy"  // what is done on bank holidays
	WantClause  Want = "clause"  // "not in August", "from 4 June", "at 6pm", or the end
)

// Misread is a rule that was not wholly understood: as far as it was, and from where it was not. It
// is an error of the kind council.ErrInvalid.
type Misread struct {
	Understood Rule   // the zero Rule where nothing was
	Rest       string // what was typed and not understood; empty at the end
	Wanted     Want
	Meant      string // a known word that is nearly what was typed; empty where there is none
}

// Error is a sentence for a log; a page says it in the reader's words.
func (m *Misread) Error() string {
	s := fmt.Sprintf("%q was not understood: a %s was expected", m.Rest, m.Wanted)
	if m.Understood.Pace != "" {
		s += fmt.Sprintf(" after %q", m.Understood)
	}
	return s
}

// Unwrap makes it an error of the kind council.ErrInvalid.
func (m *Misread) Unwrap() error { return council.ErrInvalid }

// nearest is the known word that needs the fewest letters changed to be the word; empty where
// none is near.
func nearest(word string, known []string) string {
	best, distance := "", 3
	for _, k := range known {
		if len(k) > 3 && len(word) > 2 {
			if d := letters(word, k); d < distance && d > 0 && d*3 <= len(k) {
				best, distance = k, d
			}
		}
	}
	return best
}

// letters is how many letters must be put in, taken out or changed to make one word of the other.
func letters(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		above := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := above
			if a[i] != b[j] {
				change++
			}
			above = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
