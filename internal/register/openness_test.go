package register_test

import (
	"context"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/testkit"
)

// A joint item brings two issues, its sub-items are numbered under it, and a part-exempt paper is published as
// its open twin with only the fact of the exempt one. What the public reads of an exempt item is its title,
// the paragraph and the public interest; who decided, when it is looked at again and what it says they do not.
func TestWhatIsPublishedOfAJointAndOfAPartExemptItem(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-02-01")
	officer := who(1, audience.Officer)
	_, err := w.press.Act(t.Context(), w.now, func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindIssue, Number: 78}, gazette.Issue{Title: council.InEnglish("Greener Parks")})
		return err
	})
	w.must(err)
	w.must(w.BeginAgenda(t.Context(), officer, meeting))
	add := func(item register.Item) int {
		t.Helper()
		n, err := w.AddItem(t.Context(), officer, meeting, item)
		w.must(err)
		return n
	}
	joint := add(register.Item{Title: council.InEnglish("Safer and greener"), Issues: []gazette.ItemIssue{{Issue: issue, Role: council.Recommend}, {Issue: 78, Role: council.Decide}}})
	add(register.Item{Title: council.InEnglish("The plan"), Depth: 1})
	add(register.Item{Title: council.InEnglish("The parks"), Depth: 1})
	ground := audience.Ground{Openness: council.Exempt, Paragraphs: []int{3}, Reason: council.InEnglish("Tenders are open."), By: "Monitoring Officer", Review: day(t, "2019-01-01")}
	award := add(register.Item{Title: council.InEnglish("Award of a contract"), Purpose: council.InEnglish("To award it.")})
	attach := func(title, sha string, g audience.Ground, twin int) int {
		t.Helper()
		n, err := w.AttachToItem(t.Context(), officer, award, register.Paper{Title: council.InEnglish(title), Of: council.Report, Ground: g, Twin: twin}, register.Brought{SHA256: sha, Name: title + ".pdf", Size: 1})
		w.must(err)
		w.must(w.PaperRead(t.Context(), register.PaperJob{Paper: n, SHA256: sha}, register.Reading{SHA256: sha + "0", Size: 1, Pages: 1, Text: []string{title + " words"}}))
		return n
	}
	open := attach("Award, open part", "aa", audience.Ground{}, 0)
	closed := attach("Award, exempt part", "bb", ground, open)
	p, err := w.Preview(t.Context(), officer, meeting)
	w.must(err)
	items := p.Agenda.Items[len(p.Agenda.Items)-4:]
	if got := items[0]; got.Number != joint || len(got.Issues) != 2 || got.Issues[0].Role != council.Recommend {
		t.Errorf("the joint item: %+v", got)
	}
	if a, b := items[1].Printed, items[2].Printed; a != items[0].Printed+"(a)" || b != items[0].Printed+"(b)" {
		t.Errorf("sub-items %q and %q under %q", a, b, items[0].Printed)
	}
	if got := items[3]; got.Purpose.En != "To award it." || len(got.Documents) != 2 {
		t.Errorf("the part-exempt item: %+v", got)
	}
	if d := p.Documents[open]; d.File == nil || d.Text[0] != "Award, open part words" {
		t.Errorf("the open twin: %+v", d)
	}
	if d := p.Documents[closed]; d.File != nil || len(d.Text) > 0 || d.Openness != council.Exempt {
		t.Errorf("the exempt part: %+v", d)
	}
	if closed := work(w, officer).AsMembers(cabinet); len(closed.Items[len(closed.Items)-1].Papers) != 2 {
		t.Error("members of the body do not have both parts")
	}
	if others := work(w, officer).AsMembers(audience.AllBodies); len(others.Items[len(others.Items)-1].Papers) != 1 {
		t.Error("other members have the exempt part, or not the open one")
	}
	// A ground must be whole: the paragraph, the public interest, who decided, and when it is looked at again.
	for _, g := range []audience.Ground{{Openness: council.Exempt, Reason: ground.Reason, By: "x", Review: ground.Review}, {Openness: council.Exempt, Paragraphs: []int{3}, By: "x", Review: ground.Review},
		{Openness: council.Exempt, Paragraphs: []int{3}, Reason: ground.Reason, By: "x"}, {Openness: council.Exempt, Paragraphs: []int{3}, Reason: ground.Reason, Review: ground.Review}} {
		if _, err := w.AddItem(t.Context(), officer, meeting, register.Item{Title: council.InEnglish("x"), Ground: g}); err == nil {
			t.Errorf("an item was closed on %+v", g)
		}
	}
}

func work(w *world, v audience.Viewer) register.AgendaWork {
	w.Helper()
	a, err := w.Agenda(w.Context(), v, meeting)
	w.must(err)
	return a
}
