package demo

import (
	"math/rand/v2"
	"slices"
	"strings"

	"moothall/internal/council"
)

// room says how many matters a meeting of each kind takes.
func room(m *meeting) int {
	switch m.body.content.Kind {
	case council.FullCouncil:
		if strings.HasPrefix(m.content.Label.En, "Annual") {
			return 2
		}
		return 9
	case council.Cabinet:
		return 12
	case council.AreaCommittee:
		return 13
	case council.Scrutiny:
		return 11
	}
	switch m.body.key {
	case "planning":
		return 15
	case "appeals":
		return 6
	}
	return 9
}

func taken(m *meeting) int {
	n := 0
	for _, t := range m.items {
		if t.step != nil {
			n++
		}
	}
	return n
}

// filler places the matters of one municipal year into its meetings.
type filler struct {
	*borough
	year    int
	called  []*meeting
	rng     *rand.Rand
	used    map[*template]int
	made    int
	matters []*matter
	titles  map[string]bool
}

// fillYear decides what the meetings of a year will consider: first what was written by hand, then
// what goes through several bodies, then what fills the rest.
func (b *borough) fillYear(year int, called []*meeting) {
	f := &filler{borough: b, year: year, called: called, rng: b.dice("fill", year), used: map[*template]int{}, titles: map[string]bool{}}
	if b.base(year) {
		b.tellStories(year)
	}
	for _, first := range []string{"Q", "C", "R", "N", "a", "A", "P", "S", "L", "U", "E", "B"} {
		for _, m := range called {
			f.fillFrom(m, first)
		}
	}
	f.singles()
	f.finish()
}

// fillFrom adds matters to a meeting whose route can pass through it by the letter.
func (f *filler) fillFrom(m *meeting, letter string) {
	if !f.fits(letter, m) || m.fate == council.Cancelled || m.fate == council.Postponed {
		return
	}
	most := room(m)
	switch letter {
	case "R":
		most = min(most, taken(m)+2)
	case "N":
		most = min(most, 3)
	case "a":
		most = min(most, taken(m)+1)
	case "Q":
		most = 3
	case "C":
		most -= 3
	}
	if m.fate == council.Inquorate && letter != "A" {
		return
	}
	for tries := 0; taken(m) < most && tries < 12; tries++ {
		t := f.pick(letter, m)
		if t == nil {
			return
		}
		if matter := f.begin(t, m.day()); matter != nil {
			f.route(matter, m, letter)
		}
	}
}

// begin makes a matter of the year, with a title that no other has had this year where one can be
// found; nil where even the month does not set it apart.
func (f *filler) begin(t *template, day council.Day) *matter {
	var m *matter
	for range 6 {
		f.made++
		if m = f.newMatter(t, f.year, f.made); !f.titles[m.title] {
			break
		}
	}
	if f.titles[m.title] {
		m.title += ", " + day.Time().Format("January 2006")
	}
	if f.titles[m.title] {
		return nil
	}
	f.titles[m.title] = true
	f.matters = append(f.matters, m)
	return m
}

// fits says whether a letter of a route belongs to the meeting's body.
func (f *filler) fits(letter string, m *meeting) bool {
	kind := m.body.content.Kind
	switch letter {
	case "C", "R":
		return kind == council.Cabinet
	case "Q", "F":
		return kind == council.FullCouncil && room(m) > 2 && m.content.Label.En == ""
	case "S":
		return kind == council.Scrutiny
	case "A", "N", "a":
		return kind == council.AreaCommittee
	}
	return map[string]string{"P": "planning", "L": "licensing", "U": "audit", "E": "appeals", "B": "board"}[letter] == m.body.key
}

// pick is a template for the letter at the meeting, among those least used this year.
func (f *filler) pick(letter string, m *meeting) *template {
	var best []*template
	for _, t := range f.templates {
		if t.route[0] != letter && !(slices.Contains(t.route, letter) && (letter == "C" || letter == "R")) {
			continue
		}
		if most := number(t.attrs["most"]); most > 0 && f.used[t] >= most {
			continue
		}
		if letter == "S" && (len(t.route) > 1 || t.topic.scrutiny != m.body.key) {
			continue
		}
		switch {
		case len(best) == 0 || f.used[t] < f.used[best[0]]:
			best = append(best[:0], t)
		case f.used[t] == f.used[best[0]]:
			best = append(best, t)
		}
	}
	if len(best) == 0 {
		return nil
	}
	t := best[f.rng.IntN(len(best))]
	f.used[t]++
	return t
}

// nearest is the meeting of a body nearest to a day on the right side of it, with room: at least
// the given days away and no further than the limit.
func (f *filler) nearest(key string, from council.Day, least, most int) *meeting {
	var best *meeting
	for _, m := range f.meetings {
		distance := daysBetween(from, m.day())
		if m.body.key != key || m.number == 0 || m.fate != council.Held || distance < min(least, most) || distance > max(least, most) || taken(m) >= room(m) {
			continue
		}
		if key == "council" && (room(m) <= 2 || m.content.Label.En == "Special meeting") {
			continue
		}
		if best == nil || abs(distance) < abs(daysBetween(from, best.day())) {
			best = m
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

func daysBetween(a, b council.Day) int { return int(b.Time().Sub(a.Time()).Hours()+1) / 24 }
