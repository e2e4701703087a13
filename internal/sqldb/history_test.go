package sqldb_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// TestRebuildEqualsWhatGrew publishes random histories, in which everything names everything and
// editions come in any order, and holds the tables that grew with them to those made again from
// the log. It is what finds an account that a publication should have renewed.
func TestRebuildEqualsWhatGrew(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, key := testkit.Press(t, place)
		reader := testkit.Reader(t, place, key)
		h := history{rand.New(rand.NewPCG(2018, 4))}
		at := testkit.Morning()
		publish(t, press, at, h.ground(), h.groundOrder()...)
		for round := range 40 {
			at = at.Add(time.Minute)
			_, err := press.Act(t.Context(), at, func(ctx context.Context, act gazette.Act) error { return h.act(ctx, act) })
			if err != nil && !errors.Is(err, council.ErrNotFound) {
				t.Fatalf("round %d: %v", round, err)
			}
			// After every act: a later one would renew what this one forgot.
			if _, err := sqldb.Verify(t.Context(), place, key, nil, noFiles{}, quiet); err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
		}
		grown, err := sqldb.Dump(t.Context(), reader)
		if err != nil {
			t.Fatal(err)
		}
		if err := press.Rebuild(t.Context(), quiet); err != nil {
			t.Fatal(err)
		}
		rebuilt, err := sqldb.Dump(t.Context(), reader)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(rebuilt, grown); diff != "" {
			t.Errorf("what grew is not what the log says (-log +grown):\n%s", diff)
		}
		if len(grown["issue"]) == 0 || len(grown["decision"]) == 0 || len(grown["attendance"]) == 0 {
			t.Error("the history tells too little to hold anything")
		}
	})
}

// history makes contents at random over a few subjects of each kind, numbered from 1.
type history struct{ *rand.Rand }

const few = 4

func (h history) n() int { return h.IntN(few) + 1 }

func (h history) some() []int {
	var list []int
	for n := 1; n <= few; n++ {
		if h.IntN(3) == 0 {
			list = append(list, n)
		}
	}
	return list
}

func (h history) name(kind string) council.Text {
	return council.InEnglish(kind + " " + string(rune('A'+h.IntN(26))) + string(rune('a'+h.IntN(26))))
}

func (h history) day() council.Day { return council.NewDay(2018, time.January, 1+h.IntN(400)) }

var allKinds = []gazette.Kind{gazette.KindWard, gazette.KindParty, gazette.KindBody, gazette.KindPerson, gazette.KindDocument, gazette.KindIssue,
	gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes, gazette.KindDecision, gazette.KindPlan, gazette.KindAnswer, gazette.KindAction}

// ground is one plain edition of everything, so that all that is named is there.
func (h history) ground() map[gazette.Subject]any {
	all := map[gazette.Subject]any{}
	for _, s := range h.groundOrder() {
		all[s] = h.content(s)
	}
	return all
}

func (h history) groundOrder() []gazette.Subject {
	var list []gazette.Subject
	for _, kind := range allKinds {
		for n := 1; n <= few; n++ {
			list = append(list, gazette.Subject{Kind: kind, Number: n})
		}
	}
	return list
}

// act publishes some new editions, and now and then takes one down.
func (h history) act(ctx context.Context, act gazette.Act) error {
	for range 1 + h.IntN(4) {
		s := gazette.Subject{Kind: allKinds[h.IntN(len(allKinds))], Number: h.n()}
		if _, err := act.Publish(ctx, s, h.content(s)); err != nil {
			return err
		}
	}
	if h.IntN(6) != 0 {
		return nil
	}
	number, err := act.Next(ctx, gazette.KindTakedown)
	if err != nil {
		return err
	}
	_, err = act.Publish(ctx, gazette.Subject{Kind: gazette.KindTakedown, Number: number},
		gazette.Takedown{Entry: int64(h.IntN(len(allKinds) * few)), Ground: gazette.CourtOrder, Reason: council.InEnglish("A court said so.")})
	return err
}

func (h history) content(s gazette.Subject) any {
	switch s.Kind {
	case gazette.KindWard:
		return gazette.Ward{Name: h.name("Ward")}
	case gazette.KindParty:
		return gazette.Party{Name: h.name("Party")}
	case gazette.KindBody:
		return gazette.Body{Name: h.name("Body"), Kind: council.Scrutiny, Wards: h.some()}
	case gazette.KindPerson:
		return h.person(s.Number)
	case gazette.KindDocument:
		return h.document()
	case gazette.KindIssue:
		return gazette.Issue{Title: h.name("Issue"), Wards: h.some(), Documents: h.some(), Relations: []gazette.Relation{{Kind: council.Precedes, Issue: h.n()}},
			Planned: []gazette.Planned{{Body: h.n(), Role: council.Decide, Due: h.day()}}}
	case gazette.KindDecision:
		return gazette.Decision{Title: h.name("Decision"), Body: h.n(), Day: h.day(), Text: h.name("Text"), Issue: h.n(), Meeting: h.n() * h.IntN(2), Item: 100*h.n() + 1,
			Wards: h.some(), Documents: h.some(), CallIn: h.callIn()}
	case gazette.KindAnswer:
		from, by := h.n(), h.n()
		return gazette.Answer{Meeting: from, Item: 100*from + 1, Limb: 1, Issue: h.n(), By: by, ByItem: 100*by + 1, ByLimb: h.IntN(2), Answer: council.NotAccepted}
	case gazette.KindAction:
		m := h.n()
		return gazette.Action{Body: h.n(), Meeting: m, Item: 100*m + 1, Limb: 1, Issue: h.n() * h.IntN(2), Title: h.name("Item"), Text: "That it be done.", Decided: h.day(),
			Owner: h.name("Owner"), Person: h.n() * h.IntN(2), Notes: []gazette.ActionNote{{On: h.day(), Text: "Begun"}}}
	case gazette.KindPlan:
		return gazette.ForwardPlan{Title: h.name("Plan"), Items: []gazette.PlanItem{{Issue: h.n(), Body: h.n(), Due: h.day()}}}
	default:
		return h.paper(s)
	}
}

// callIn is one in any state, or none.
func (h history) callIn() *gazette.CallIn {
	outcomes := []gazette.CallInOutcome{gazette.CallInOpen, gazette.CallInCalled, gazette.CallInReconsider, gazette.CallInReferred, gazette.CallInNoAction}
	if h.IntN(2) == 0 {
		return nil
	}
	return &gazette.CallIn{Until: h.day(), Outcome: outcomes[h.IntN(len(outcomes))], By: h.some(), Called: h.day(), Heard: h.day(), Body: h.n(), To: h.n(), Meeting: h.n()}
}

// document is a report, and now and then the pack of a meeting.
func (h history) document() gazette.Document {
	if h.IntN(3) > 0 {
		return gazette.Document{Kind: council.Report, Title: h.name("Report"), Size: int64(h.IntN(1000))}
	}
	pack := gazette.Pack{Meeting: h.n(), Label: h.name("Agenda")}
	for _, n := range h.some() {
		pack.Papers = append(pack.Papers, gazette.PackedPaper{Document: n, From: h.name("From").En, To: "9"})
	}
	return gazette.Document{Kind: council.AgendaPack, Title: h.name("Pack"), Pack: &pack}
}

// person keeps its name more often than not, as people do, and its spells begin and end anywhere.
func (h history) person(number int) gazette.Person {
	spell := func() council.Spell {
		s := council.Spell{From: h.day()}
		if h.IntN(2) == 0 {
			s.To = s.From.Add(h.IntN(200))
		}
		return s
	}
	p := gazette.Person{Name: "Person " + string(rune('A'+number)), Represents: []gazette.WardSpell{{Ward: h.n(), Spell: spell()}},
		Parties:     []gazette.PartySpell{{Party: h.n(), Spell: spell()}, {Party: h.n(), Spell: spell()}},
		Posts:       []gazette.Post{{Title: council.InEnglish("Leader"), Spell: spell()}},
		Memberships: []gazette.Membership{{Body: h.n(), Role: gazette.Member, Spell: spell()}}}
	if h.IntN(3) == 0 {
		p.Name = h.name("Person").En
	}
	return p
}

// paper makes a paper of a meeting.
func (h history) paper(s gazette.Subject) any {
	switch s.Kind {
	case gazette.KindAgenda:
		a := gazette.Agenda{Label: h.name("Agenda"), Documents: h.some()}
		for i := 1; i <= few; i++ {
			it := gazette.Item{Number: 100*s.Number + i, Title: h.name("Item"), Documents: h.some()}
			for _, n := range h.some() {
				it.Issues = append(it.Issues, gazette.ItemIssue{Issue: n, Role: council.Recommend})
			}
			a.Items = append(a.Items, it)
		}
		return a
	case gazette.KindMinutes:
		return gazette.Minutes{State: council.MinutesPublished, ApprovedAt: h.n(),
			Attendance:   []gazette.Attendance{{Person: h.n(), Presence: council.Present, Expected: true}},
			Declarations: []gazette.Declaration{{Person: h.n(), Kind: council.Personal, Nature: h.name("Nature")}},
			Items: []gazette.ItemMinute{{Item: 100*s.Number + 1, Prose: h.name("Prose"), Points: []gazette.Point{{Text: "A point", By: h.n()}},
				Resolution: []gazette.Limb{{Verb: council.Recommended, Text: "That it be recommended.", Addressee: "Body", AddresseeBody: h.n(),
					Vote: &gazette.Vote{ByName: []gazette.NamedVote{{Person: h.n(), Choice: council.For}}}}}}}}
	default:
		return gazette.Meeting{Body: h.n(), Day: h.day(), State: council.Held, MovedTo: h.n() * h.IntN(2)}
	}
}
