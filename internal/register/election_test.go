package register_test

import (
	"errors"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/election"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// settle publishes two wards, two parties, a full council and two councillors: Ann (1) and Ben (2).
func (w *world) settle(officer audience.Viewer) (hill int) {
	w.Helper()
	hill, err := register.NewPeople(w.Context(), w.Register, officer, gazette.Ward{Name: council.InEnglish("Hill"), Seats: 2})
	w.must(err)
	_, err = register.NewPeople(w.Context(), w.Register, officer, gazette.Party{Name: council.InEnglish("Green Group"), ShortName: "Green"})
	w.must(err)
	full, err := w.NewBody(w.Context(), officer, gazette.Body{Name: council.InEnglish("Council"), Kind: council.FullCouncil})
	w.must(err)
	w.must(w.PublishBody(w.Context(), officer, full, 1))
	since := council.Spell{From: day(w.T, "2014-05-26")}
	for _, name := range []string{"Ann Hill", "Ben Dale"} {
		_, err = register.NewPeople(w.Context(), w.Register, officer, gazette.Person{Name: name, Style: "Councillor",
			Represents: []gazette.WardSpell{{Ward: hill, Spell: since}}, Parties: []gazette.PartySpell{{Party: 1, Spell: since}},
			Memberships: []gazette.Membership{{Body: full, Role: gazette.Member, Voting: true, Spell: since}, {Body: scrutiny, Role: gazette.Member, Voting: true, Spell: since}}})
		w.must(err)
	}
	drafts, err := w.PeopleDrafts(w.Context(), officer)
	w.must(err)
	w.must(w.PublishPeople(w.Context(), officer, drafts.Seen()))
	return hill
}

func (w *world) person(number int) gazette.Person {
	w.Helper()
	e, err := w.read.Latest(w.Context(), gazette.Subject{Kind: gazette.KindPerson, Number: number})
	w.must(err)
	p, _ := e.Content.(gazette.Person)
	return p
}

func TestAnElectionIsReviewedConfirmedAndUndone(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-05-04")
		officer := who(1, audience.Officer)
		hill := w.settle(officer)
		e := register.Election{Of: election.Whole, Poll: day(t, "2018-05-03"), Office: day(t, "2018-05-07"), Wards: []int{hill}, Results: "Hill, Ann Hill, Pink\nHill, Eve New, Green"}
		number, err := w.NewElection(t.Context(), officer, e)
		w.must(err)
		work, err := w.Election(t.Context(), officer, number)
		w.must(err)
		if len(work.Faults.List()) != 1 || !errors.Is(w.ConfirmElection(t.Context(), officer, number, work.Seen), council.ErrInvalid) {
			t.Fatalf("an unknown party: %v", work.Faults.List())
		}
		e.Results = strings.Replace(e.Results, "Pink", "Green", 1)
		w.must(w.ChangeElection(t.Context(), officer, number, 1, e))
		// Somebody drafts a change to one who leaves, and the record changes under the review.
		ben := w.person(2)
		ben.Phone = "01234"
		w.must(register.SavePeople(t.Context(), w.Register, officer, 2, 0, ben))
		work, err = w.Election(t.Context(), officer, number)
		w.must(err)
		if err := w.ConfirmElection(t.Context(), who(2, audience.Author), number, work.Seen); !errors.Is(err, council.ErrDenied) {
			t.Errorf("an author confirmed it: %v", err)
		}
		entries, err := w.read.Entries(t.Context(), 0, 1000)
		w.must(err)
		if err := w.ConfirmElection(t.Context(), officer, number, "another"); !errors.Is(err, council.ErrConflict) {
			t.Errorf("another outcome was confirmed: %v", err)
		}
		w.must(w.ConfirmElection(t.Context(), officer, number, work.Seen))
		if err := w.ConfirmElection(t.Context(), officer, number, work.Seen); !errors.Is(err, council.ErrConflict) {
			t.Errorf("it was confirmed twice: %v", err)
		}
		after, err := w.read.Entries(t.Context(), 0, 1000)
		w.must(err)
		moments := map[string]bool{}
		for _, one := range after[len(entries):] {
			moments[one.Published.String()] = true
		}
		if len(after)-len(entries) != 2 || len(moments) != 1 {
			t.Errorf("%d entries at %d moments; whoever stays as they were has none", len(after)-len(entries), len(moments))
		}
		if p := w.person(2); p.IsCouncillor(day(t, "2018-05-07")) || p.Represents[0].To != day(t, "2018-05-06") || len(p.Memberships) != 2 || p.Memberships[1].To.IsZero() {
			t.Errorf("who left: %+v", p)
		}
		if p := w.person(3); p.Name != "Eve New" || !p.IsCouncillor(day(t, "2018-05-07")) || p.IsCouncillor(day(t, "2018-05-06")) {
			t.Errorf("who came: %+v", p)
		}
		k, err := register.WorkingPeople[gazette.Person](t.Context(), w.Register, officer, 2)
		w.must(err)
		if k.Content.Content.Phone != "01234" || k.Content.Content.Represents[0].To.IsZero() {
			t.Errorf("the draft of who left: %+v", k.Content.Content)
		}
		w.must(w.UndoElection(t.Context(), officer, number, work.Version+1))
		if p := w.person(2); !p.IsCouncillor(day(t, "2018-05-07")) || p.Phone != "" {
			t.Errorf("undone: %+v", p)
		}
		if p := w.person(3); len(p.Represents) != 0 || p.Name != "Eve New" {
			t.Errorf("undone, new: %+v", p)
		}
		work, err = w.Election(t.Context(), officer, number)
		w.must(err)
		if !work.Content.Done.IsZero() || work.Content.Results != e.Results || len(work.Outcome.Changes) != 3 || work.Winners[1].Person != 3 {
			t.Errorf("open again, and knows who was new: %+v %+v", work.Content, work.Winners)
		}
		w.must(w.ConfirmElection(t.Context(), officer, number, work.Seen))
		p := w.person(1)
		p.Email = "ann@example.com"
		w.must(register.SavePeople(t.Context(), w.Register, officer, 3, 0, gazette.Person{Name: "Eve Newer"}))
		w.must(register.PublishOne[gazette.Person](t.Context(), w.Register, officer, 3, 1))
		if err := w.UndoElection(t.Context(), officer, number, work.Version+1); !errors.Is(err, council.ErrInvalid) || !strings.Contains(err.Error(), "Eve Newer") {
			t.Errorf("undone over a later change: %v", err)
		}
	})
}

func TestASeatFallsVacantInOneAct(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-03-01")
		officer := who(1, audience.Officer)
		w.settle(officer)
		if err := w.VacateSeat(t.Context(), officer, 1, day(t, "2010-01-01")); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("vacated on a day on which they did not sit: %v", err)
		}
		w.must(w.VacateSeat(t.Context(), officer, 1, day(t, "2018-03-01")))
		if p := w.person(1); p.IsCouncillor(day(t, "2018-03-02")) || !p.IsCouncillor(day(t, "2018-03-01")) || p.Memberships[1].To != day(t, "2018-03-01") {
			t.Errorf("%+v", p)
		}
		roll, err := w.read.Roll(t.Context())
		w.must(err)
		if open := election.Vacancies(roll, day(t, "2018-03-02")); len(open) != 1 {
			t.Errorf("vacancies: %v", open)
		}
	})
}
