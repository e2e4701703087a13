package gazette

import (
	"strconv"
	"strings"

	"moothall/internal/council"
)

// Mark says what a marked part of a line is. Lines mark what each reader is told in words of their
// own language: names of other subjects, words of the closed vocabularies, days and counts.
type Mark string

// The marks that are no vocabulary. A vocabulary's mark is the first part of its messages' keys:
// "meeting-state".
const (
	MarkSubject Mark = "subject" // "issue/12"
	MarkDay     Mark = "day"     // "2018-04-05"
	MarkSpell   Mark = "spell"   // "2018-05-03/2022-05-05"; either day may be missing
	MarkClock   Mark = "clock"   // "18:00"
	MarkVote    Mark = "vote"    // "43/0/12": for, against, abstained
	MarkYes     Mark = "yes"     // of something that is so or is not
)

// Two characters that no published text has stand around a mark.
const (
	markBegins = "\x02"
	markEnds   = "\x03"
)

func (m Mark) of(value string) string {
	if value == "" {
		return ""
	}
	return markBegins + string(m) + " " + value + markEnds
}

func markSubject(kind Kind, number int) string {
	return MarkSubject.of(Subject{kind, number}.String())
}

func markDay(d council.Day) string { return MarkDay.of(d.String()) }

// markSpell is a spell in brackets after what it is the spell of; empty where it has no days.
func markSpell(s council.Spell) string {
	if s.From.IsZero() && s.To.IsZero() {
		return ""
	}
	return " (" + MarkSpell.of(s.From.String()+"/"+s.To.String()) + ")"
}

func (v *Vote) mark() string {
	if v == nil {
		return ""
	}
	return MarkVote.of(strconv.Itoa(v.For) + "/" + strconv.Itoa(v.Against) + "/" + strconv.Itoa(v.Abstained))
}

// SpellOut puts words in the place of a line's marks.
func SpellOut(text string, say func(m Mark, value string) string) string {
	if !strings.Contains(text, markBegins) {
		return text
	}
	var b strings.Builder
	for {
		before, rest, marked := strings.Cut(text, markBegins)
		b.WriteString(before)
		inner, after, ended := strings.Cut(rest, markEnds)
		if !marked || !ended {
			b.WriteString(rest)
			return b.String()
		}
		mark, value, _ := strings.Cut(inner, " ")
		b.WriteString(say(Mark(mark), value))
		text = after
	}
}

// SubjectsIn are the subjects that a line marks.
func SubjectsIn(text string) []Subject {
	var list []Subject
	SpellOut(text, func(m Mark, value string) string {
		if s, err := ParseSubject(value); m == MarkSubject && err == nil {
			list = append(list, s)
		}
		return ""
	})
	return list
}
