package redline

import "strings"

// Side is one of two changes to a text: what it became, and whose change it is, as the marks say.
type Side struct{ Name, Text string }

// The marks around what the two sides would have in one place. They stand in no council's text.
const (
	opens  = "⟦"
	closes = "⟧"
)

// Merged is a text with two changes brought together.
type Merged struct {
	Text      string
	Conflicts int // places where both changed the same words: both stand there, in marks
}

// Merge brings two changes of one text together. A word that only one of them changed is as they have
// it. Where both changed the same words, or words next to each other, both stand there, theirs first,
// each in marks with its name, for a person to settle.
func Merge(base string, theirs, mine Side) Merged {
	words := tokens(base)
	a, b := hunks(words, tokens(theirs.Text)), hunks(words, tokens(mine.Text))
	var out strings.Builder
	var m Merged
	at := 0
	for len(a)+len(b) > 0 {
		from, to, inA, inB := together(a, b)
		out.WriteString(strings.Join(words[at:from], ""))
		left, right := apply(words, from, to, a[:inA]), apply(words, from, to, b[:inB])
		switch {
		case inB == 0 || left == right:
			out.WriteString(left)
		case inA == 0:
			out.WriteString(right)
		default:
			m.Conflicts++
			out.WriteString(marked(theirs.Name, left) + marked(mine.Name, right))
		}
		a, b, at = a[inA:], b[inB:], to
	}
	out.WriteString(strings.Join(words[at:], ""))
	m.Text = out.String()
	return m
}

// marked is what one side has in a place, with the space before it outside the marks.
func marked(name, text string) string {
	body := strings.TrimLeft(text, " \n\t\r")
	space := text[:len(text)-len(body)]
	if space == "" {
		space = " "
	}
	return space + opens + name + ": " + body + closes
}

// together is the next stretch of the text that was changed, with how many of the changes of each side
// are in it: those that overlap or touch belong together.
func together(a, b []hunk) (from, to, inA, inB int) {
	switch {
	case len(b) == 0, len(a) > 0 && a[0].from <= b[0].from:
		from, to, inA = a[0].from, a[0].to, 1
	default:
		from, to, inB = b[0].from, b[0].to, 1
	}
	for {
		switch {
		case inA < len(a) && a[inA].from <= to:
			to = max(to, a[inA].to)
			inA++
		case inB < len(b) && b[inB].from <= to:
			to = max(to, b[inB].to)
			inB++
		default:
			return from, to, inA, inB
		}
	}
}

// apply is a stretch of the text with one side's changes made.
func apply(words []string, from, to int, changes []hunk) string {
	var out strings.Builder
	for _, h := range changes {
		out.WriteString(strings.Join(words[from:h.from], ""))
		out.WriteString(strings.Join(h.words, ""))
		from = h.to
	}
	out.WriteString(strings.Join(words[from:to], ""))
	return out.String()
}

// Unsettled says whether marks of a merge still stand in a text.
func Unsettled(text string) bool { return strings.ContainsAny(text, opens+closes) }
