package register_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// member is the member who is a person on the record.
func member(account, person int) audience.Viewer {
	return audience.Admit(account, person, "member", []audience.Grant{{Role: audience.Member, Body: scrutiny}}, council.NewDay(2018, 2, 1))
}

func TestAMemberKeepsTheirRegister(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-03-01")
		officer, monitor := who(1, audience.Officer), who(9, audience.MonitoringOfficer)
		w.settle(officer)
		ann, ben := member(21, 1), member(22, 2)
		if _, _, err := w.Interests(t.Context(), ben, 1); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("another's register: %v", err)
		}
		if _, _, err := w.Interests(t.Context(), who(3, audience.Author), 1); !errors.Is(err, council.ErrDenied) {
			t.Errorf("an author reads a register: %v", err)
		}
		var faults *council.Faults
		err := w.SetInterest(t.Context(), ann, 1, 0, register.InterestEntry{Of: council.Gifts, Text: "A ham"})
		if !errors.As(err, &faults) || faults.List()[0].Field != "giver" {
			t.Errorf("a gift from nobody: %v", err)
		}
		w.must(w.SetInterest(t.Context(), ann, 1, 0, register.InterestEntry{Of: council.Gifts, Text: "A ham", Giver: "Butchers' Guild", Value: 60}))
		w.must(w.SetInterest(t.Context(), ann, 1, 1, register.InterestEntry{Of: council.Land, Text: "A house at SECRET Lane", Sensitive: register.AskedWithout}))
		w.must(w.SetInterest(t.Context(), officer, 1, 2, register.InterestEntry{Of: council.Land, Text: "By mistake"}))
		if err := w.SetInterest(t.Context(), ben, 1, 3, register.InterestEntry{Of: council.Land, Text: "X"}); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("another changed it: %v", err)
		}
		w.must(w.RemoveInterest(t.Context(), ann, 1, 3, 3))
		w.must(w.GiveInterests(t.Context(), ann, 1, 4, council.Day{}))
		p := w.person(1)
		if len(p.Interests) != 1 || p.Interests[0].Giver != "Butchers' Guild" || p.Interests[0].Value != 60 || p.Withheld || p.InterestsOn != day(t, "2018-03-01") {
			t.Errorf("on the record: %+v", p)
		}
		k, _, err := w.Interests(t.Context(), ann, 1)
		w.must(err)
		if said := fmt.Sprintf("%+v", k); strings.Contains(said, "SECRET") {
			t.Errorf("it was printed: %s", said)
		}
		if words, err := k.Content.Words(ann, k.Content.Entries[1]); err != nil || words != "A house at SECRET Lane" {
			t.Errorf("their own words: %q %v", words, err)
		}
		if _, err := k.Content.Words(ben, k.Content.Entries[1]); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("another opened the seal: %v", err)
		}
		if _, err := k.Content.Words(who(3, audience.Author), k.Content.Entries[1]); !errors.Is(err, council.ErrNotFound) {
			t.Errorf("an author opened the seal: %v", err)
		}
		waits, err := w.Waits(t.Context(), monitor, day(t, "2018-03-01"))
		w.must(err)
		if len(waits) != 2 || waits[0].Kind != register.WaitRegister || waits[0].Number != 2 || !waits[0].Late || waits[1].Kind != register.WaitSealing || waits[1].Number != 1 {
			t.Errorf("what waits for the monitoring officer: %+v", waits)
		}
		if err := w.SealInterest(t.Context(), officer, 1, 5, 2, true); !errors.Is(err, council.ErrDenied) {
			t.Errorf("an officer withheld it: %v", err)
		}
		w.must(w.SealInterest(t.Context(), monitor, 1, 5, 2, true))
		w.must(w.GiveInterests(t.Context(), officer, 1, 6, day(t, "2018-02-28")))
		if p = w.person(1); len(p.Interests) != 1 || !p.Withheld {
			t.Errorf("withheld: %+v", p)
		}
		if err := w.RemoveInterest(t.Context(), ann, 1, 7, 1); !errors.Is(err, council.ErrConflict) {
			t.Errorf("a published entry was removed: %v", err)
		}
		w.must(w.SealInterest(t.Context(), monitor, 1, 7, 2, false))
		w.must(w.GiveInterests(t.Context(), ann, 1, 8, council.Day{}))
		if p = w.person(1); len(p.Interests) != 2 || p.Withheld || p.Interests[1].Text != "A house at SECRET Lane" {
			t.Errorf("registered as any other: %+v", p)
		}
		var stale *register.Stale[register.Interests]
		if err := w.GiveInterests(t.Context(), ann, 1, 8, council.Day{}); !errors.As(err, &stale) {
			t.Errorf("over another version: %v", err)
		}
	})
}

// The 28 days begin with the day on which the person becomes a member: an election on 3 May 2018 gives
// office on 7 May, and the register is due on 3 June.
func TestARegisterIsDueWithin28DaysOfOffice(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-05-08")
		officer := who(1, audience.Officer)
		w.settle(officer)
		p := w.person(2)
		p.Represents[0].To = day(t, "2018-03-01")
		p.Represents = append(p.Represents, gazette.WardSpell{Ward: 1, Spell: council.Spell{From: day(t, "2018-05-07")}})
		w.must(register.SavePeople(t.Context(), w.Register, officer, 2, 0, p))
		w.must(register.PublishOne[gazette.Person](t.Context(), w.Register, officer, 2, 1))
		w.must(w.GiveInterests(t.Context(), officer, 1, 0, day(t, "2014-06-30")))
		due := func(today string) map[int]register.InterestDue {
			t.Helper()
			w.now = at(t, today)
			list, err := w.InterestsDue(t.Context(), officer, day(t, today))
			w.must(err)
			by := map[int]register.InterestDue{}
			for _, d := range list {
				by[d.Person] = d
			}
			return by
		}
		got := due("2018-05-08")
		if got[2].Last != day(t, "2018-06-03") || got[2].Standing != deadline.InTime || !got[2].Open() {
			t.Errorf("after the election: %+v", got[2])
		}
		if got[1].Last != day(t, "2014-06-22") || !got[1].WasLate() {
			t.Errorf("given late: %+v", got[1])
		}
		if d := due("2018-05-28")[2]; d.Standing != deadline.Due {
			t.Errorf("six days before: %v", d.Standing)
		}
		if d := due("2018-06-04")[2]; d.Standing != deadline.Late {
			t.Errorf("the day after: %v", d.Standing)
		}
		w.must(w.TellInterest(t.Context(), officer, 1, 1, day(t, "2018-06-01"), "Land at Mill Lane"))
		list, err := w.OwnInterestsDue(t.Context(), member(21, 1), 1, day(t, "2018-06-04"))
		w.must(err)
		if len(list) != 2 || list[0].What != "Land at Mill Lane" || list[0].Last != day(t, "2018-06-28") {
			t.Errorf("disclosed at a meeting: %+v", list)
		}
		w.must(w.SetInterest(t.Context(), officer, 1, 2, register.InterestEntry{Of: council.Land, Text: "Mill Lane", Told: 1}))
		w.must(w.GiveInterests(t.Context(), officer, 1, 3, council.Day{}))
		list, err = w.OwnInterestsDue(t.Context(), member(21, 1), 1, day(t, "2018-06-04"))
		w.must(err)
		if len(list) != 1 || w.person(1).Interests[0].Registered != day(t, "2018-06-04") {
			t.Errorf("registered: %+v", list)
		}
		if err := w.GiveInterests(t.Context(), officer, 2, 0, w.today().Add(1)); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("given on a day to come: %v", err)
		}
	})
}

func (w *world) today() council.Day { return council.DayOf(w.now.In(time.UTC)) }
