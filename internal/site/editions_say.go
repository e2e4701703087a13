package site

import (
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// said is a line of an edition with its marks in the words of the page's language.
func (c changeView) said(line string) string {
	return gazette.SpellOut(line, func(m gazette.Mark, value string) string { return c.mark(m, value) })
}

func (c changeView) mark(m gazette.Mark, value string) string {
	w := c.words
	switch m {
	case gazette.MarkSubject:
		return c.subject(value)
	case gazette.MarkDay:
		return dayWords(w, value)
	case gazette.MarkSpell:
		from, to, _ := strings.Cut(value, "/")
		return spellOf(w, council.Spell{From: dayIn(from), To: dayIn(to)})
	case gazette.MarkClock:
		return w.Clock(council.Clock(value))
	case gazette.MarkVote:
		return voteWords(w, value)
	case gazette.MarkYes:
		return w.T("editions.yes")
	}
	return w.Word(string(m), value)
}

// subject is what the change's subject is called; a meeting by its body and day.
func (c changeView) subject(value string) string {
	s, err := gazette.ParseSubject(value)
	name := c.Names[s]
	if err != nil || name.IsZero() {
		return c.words.Say("new.numbered", "Kind", c.words.Kind(s.Kind), "Number", strconv.Itoa(s.Number))
	}
	if day := c.Days[s]; !day.IsZero() {
		return c.words.Plain(name) + ", " + c.words.Day(day)
	}
	return c.words.Plain(name)
}

// dayIn is a day as the record writes it; zero where it is none.
func dayIn(s string) council.Day {
	d, err := council.ParseDay(s)
	if err != nil {
		return council.Day{}
	}
	return d
}

func dayWords(w *page.Words, value string) string {
	if d := dayIn(value); !d.IsZero() {
		return w.Day(d)
	}
	return value
}

// voteWords is the count of a vote, given as "43/0/12".
func voteWords(w *page.Words, value string) string {
	n := strings.Split(value, "/")
	if len(n) != 3 {
		return value
	}
	return w.Say("vote.count", "For", n[0], "Against", n[1], "Abstained", n[2])
}
