package diary

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/deadline"
)

func TestClashesAreFoundAndNamed(t *testing.T) {
	t.Parallel()
	const cabinet, scrutiny, planning = 1, 2, 3
	const ann, bob, cat, dan = 11, 12, 13, 14
	sits := func(person int) Member { return Member{Person: person} }
	bodies := []Body{
		{cabinet, []Member{sits(ann)}},
		{scrutiny, []Member{sits(bob), sits(dan), {Person: cat, Spell: council.Spell{To: day(t, "2026-06-30")}}}},
		{planning, []Member{sits(cat), sits(dan), sits(bob)}},
	}
	at := func(body int, on string, begins, ends council.Clock, room string) Sitting {
		return Sitting{Body: body, Day: day(t, on), Begins: begins, Ends: ends, Room: room}
	}
	for words, c := range map[string]struct {
		sittings []Sitting
		want     string
	}{
		"nobody sits on both": {[]Sitting{at(cabinet, "2026-06-09", "18:00", "20:00", ""), at(scrutiny, "2026-06-09", "18:00", "20:00", "")}, ""},
		"three members on two bodies at once": {[]Sitting{at(planning, "2026-06-09", "18:00", "20:00", "A"), at(scrutiny, "2026-06-09", "19:00", "21:00", "B")},
			"people 3 2 [12 13 14]"},
		"one of them has left by then": {[]Sitting{at(planning, "2026-07-07", "18:00", "20:00", ""), at(scrutiny, "2026-07-07", "19:00", "21:00", "")},
			"people 3 2 [12 14]"},
		"one after the other":                 {[]Sitting{at(planning, "2026-06-09", "16:00", "18:00", "A"), at(scrutiny, "2026-06-09", "18:00", "20:00", "A")}, ""},
		"on different days":                   {[]Sitting{at(planning, "2026-06-09", "18:00", "20:00", "A"), at(scrutiny, "2026-06-10", "18:00", "20:00", "A")}, ""},
		"one room at once":                    {[]Sitting{at(cabinet, "2026-06-09", "18:00", "20:00", "A"), at(scrutiny, "2026-06-09", "19:59", "21:00", "A")}, "room 1 2 A"},
		"an end that is guessed":              {[]Sitting{at(cabinet, "2026-06-09", "18:00", "", "A"), at(scrutiny, "2026-06-09", "19:30", "21:00", "A")}, "room 1 2 A maybe"},
		"a later guess":                       {[]Sitting{at(cabinet, "2026-06-09", "18:00", "", "A"), at(scrutiny, "2026-06-09", "20:00", "21:00", "A")}, ""},
		"at the same time, whatever the ends": {[]Sitting{at(cabinet, "2026-06-09", "18:00", "", "A"), at(scrutiny, "2026-06-09", "18:00", "", "A")}, "room 1 2 A"},
		"no time known":                       {[]Sitting{at(cabinet, "2026-06-09", "", "", "A"), at(scrutiny, "2026-06-09", "10:00", "11:00", "A")}, "room 1 2 A maybe"},
		"past midnight":                       {[]Sitting{at(cabinet, "2026-06-09", "22:00", "01:00", "A"), at(scrutiny, "2026-06-09", "23:00", "23:30", "A")}, "room 1 2 A"},
		"a bank holiday":                      {[]Sitting{at(cabinet, "2026-08-31", "18:00", "20:00", "A")}, "holiday 1 summer"},
		"a Sunday":                            {[]Sitting{at(cabinet, "2026-06-07", "18:00", "20:00", "A")}, "holiday 1 "},
	} {
		var got []string
		for _, clash := range Clashes(c.sittings, bodies, deadline.NewCalendar(nil), 2*time.Hour) {
			got = append(got, name(clash))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s:\n%s", words, diff)
		}
	}
}

func name(c Clash) string {
	maybe := ""
	if c.Maybe {
		maybe = " maybe"
	}
	switch c.Kind {
	case SamePeople:
		return fmt.Sprintf("people %d %d %v%s", c.A.Body, c.B.Body, c.People, maybe)
	case SameRoom:
		return fmt.Sprintf("room %d %d %s%s", c.A.Body, c.B.Body, c.Room, maybe)
	case NotADay:
		return fmt.Sprintf("holiday %d %s", c.A.Body, c.Holiday.Holiday.Name)
	default:
		return "?"
	}
}
