package demo

import (
	"strings"
	"testing"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// TestCallInsComeOutEachWay holds that decisions called in were heard, and what came of it.
func TestCallInsComeOutEachWay(t *testing.T) {
	t.Parallel()
	n := read(t, nil)
	outcomes := map[gazette.CallInOutcome]int{}
	for s, c := range n.latest {
		d, ok := c.(gazette.Decision)
		if !ok || d.CallIn == nil {
			continue
		}
		outcomes[d.CallIn.Outcome]++
		switch d.CallIn.Outcome {
		case gazette.CallInNoAction, gazette.CallInReconsider, gazette.CallInReferred:
			hearing, _ := n.latest[gazette.Subject{Kind: gazette.KindMeeting, Number: d.CallIn.Meeting}].(gazette.Meeting)
			if hearing.State != council.Held || !d.CallIn.Until.Before(hearing.Day) {
				t.Errorf("%v, open until %v, was heard by meeting %d on %v, %s", s, d.CallIn.Until, d.CallIn.Meeting, hearing.Day, hearing.State)
			}
		default:
		}
		if stands := d.CallIn.Outcome == gazette.CallInPassed || d.CallIn.Outcome == gazette.CallInNoAction; stands == d.Effective.IsZero() {
			t.Errorf("%v came out as %q and takes effect on %q", s, d.CallIn.Outcome, d.Effective)
		}
	}
	for _, o := range []gazette.CallInOutcome{gazette.CallInPassed, gazette.CallInCalled, gazette.CallInNoAction, gazette.CallInReconsider, gazette.CallInReferred} {
		if outcomes[o] == 0 {
			t.Errorf("no decision came out as %q: %v", o, outcomes)
		}
	}
	t.Logf("call-ins: %v", outcomes)
}

// TestMembersWhoWithdrewTakeNoPart holds votes and points to who was in the room.
func TestMembersWhoWithdrewTakeNoPart(t *testing.T) {
	t.Parallel()
	n := read(t, nil)
	withdrew, raised, counted, substitutes := 0, 0, 0, 0
	for s, c := range n.latest {
		m, ok := c.(gazette.Minutes)
		if !ok {
			continue
		}
		may := map[int]bool{}
		for _, a := range m.Attendance {
			if a.Presence == council.Present || a.Presence == council.Remote || a.Presence == council.Substitute {
				may[a.Person] = true
			}
			if a.For != 0 {
				substitutes++
			}
		}
		for _, it := range m.Items {
			out := map[int]bool{}
			for _, d := range m.Declarations {
				if d.Item == it.Item && d.Withdrew {
					out[d.Person] = true
					withdrew++
				}
			}
			for _, p := range it.Points {
				if p.By != 0 {
					raised++
				}
				if p.By != 0 && (!may[p.By] || out[p.By]) {
					t.Errorf("%v item %d: a point was raised by %d, who was not in the room", s, it.Item, p.By)
				}
			}
			for _, l := range it.Resolution {
				if l.Vote == nil || l.Vote.For == 0 {
					continue
				}
				counted++
				if voted := l.Vote.For + l.Vote.Against + l.Vote.Abstained; voted > len(may)-len(out) {
					t.Errorf("%v item %d: %d voted, of %d present less %d", s, it.Item, voted, len(may), len(out))
				}
			}
		}
	}
	if withdrew < 20 || raised < 500 || counted < 100 || substitutes < 20 {
		t.Errorf("%d withdrawals, %d points with a name, %d counted votes, %d substitutes", withdrew, raised, counted, substitutes)
	}
}

// TestMeetingsHaveTheirPapers holds that a meeting has its front sheet and its minutes in print,
// and that what came late came with a supplement.
func TestMeetingsHaveTheirPapers(t *testing.T) {
	t.Parallel()
	kinds := map[council.DocumentKind]int{}
	supplements, lettered, editions := 0, 0, map[int]int{}
	n := read(t, func(_ time.Time, s gazette.Subject, content any) {
		a, ok := content.(gazette.Agenda)
		if !ok {
			return
		}
		if len(a.Documents) != editions[s.Number]+1 {
			t.Errorf("edition %q of %v has %d papers of the meeting as a whole", a.Label.En, s, len(a.Documents))
		}
		if editions[s.Number]++; a.Label.En == "Supplement 1" {
			supplements++
		}
	})
	items, documents := 0, 0
	for s, c := range n.latest {
		switch c := c.(type) {
		case gazette.Document:
			documents++
			kinds[c.Kind]++
		case gazette.Agenda:
			items += len(c.Items)
			for _, it := range c.Items {
				if strings.HasSuffix(it.Printed, "(a)") {
					lettered++
				}
			}
		case gazette.Minutes:
			if len(c.Items) > 0 && len(c.Documents) != 1 {
				t.Errorf("%v have %d files of minutes, want one", s, len(c.Documents))
			}
		}
	}
	if supplements < 30 || lettered < 30 {
		t.Errorf("%d supplements, %d agendas with an item (a)", supplements, lettered)
	}
	if each := float64(documents) / float64(items); each < 1.5 || each > 1.9 {
		t.Errorf("%d documents for %d items, %.2f each; want about 1.7", documents, items, each)
	}
	for _, k := range []council.DocumentKind{council.Report, council.Appendix, council.Background, council.SupplementDoc, council.MinutesDoc, council.DecisionNotice, council.AgendaPack} {
		if kinds[k] == 0 {
			t.Errorf("no document is a %s", k)
		}
	}
	t.Logf("%d supplements, %v", supplements, kinds)
}
