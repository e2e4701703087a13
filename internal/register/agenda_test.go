package register_test

import (
	"errors"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func TestAnAgendaIsMadeAndPublishedInTime(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-03-05")
		officer := who(1, audience.Officer)
		w.must(w.BeginAgenda(t.Context(), officer, meeting))
		added, err := w.AddItem(t.Context(), officer, meeting, register.Item{Title: council.InEnglish("Safer Plan"),
			Issues: []gazette.ItemIssue{{Issue: issue, Role: council.Recommend}}})
		w.must(err)
		work, err := w.Agenda(t.Context(), officer, meeting)
		w.must(err)
		if n := len(work.Items); n != 4 || work.Items[3].Printed != "4" {
			t.Fatalf("%d items, the last printed %q", n, work.Items[n-1].Printed)
		}
		before, err := w.Preview(t.Context(), officer, meeting)
		w.must(err)
		order := []int{work.Items[0].Number, added, work.Items[1].Number, work.Items[2].Number}
		w.must(w.Reorder(t.Context(), officer, meeting, work.Agenda.Version, order))
		if err := w.Reorder(t.Context(), officer, meeting, work.Agenda.Version, order); !errors.Is(err, council.ErrConflict) {
			t.Errorf("a second officer's order over the first's gave %v", err)
		}
		w.must(w.PublishAgenda(t.Context(), officer, meeting, work.Agenda.Version+1))
		m, err := w.read.Meeting(t.Context(), meeting)
		w.must(err)
		if m.State != council.Summoned || len(m.Items) != 4 || m.Items[1].Number != added || m.Items[1].Printed != "2" {
			t.Errorf("the meeting on the record: %s, %+v", m.State, m.Items)
		}
		if before.Account.State != m.State || len(before.Account.Items) != len(m.Items) {
			t.Errorf("the preview was of a meeting %s with %d items", before.Account.State, len(before.Account.Items))
		}
		if i, err := w.read.Issue(t.Context(), issue); err != nil || len(i.Route) != 1 {
			t.Errorf("the issue's route: %+v, %v", i.Route, err)
		}
	})
}

func TestPublishingLateIsStoppedUntilTheGroundIsRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-06") // one day after the last
	officer := who(1, audience.Officer)
	w.must(w.BeginAgenda(t.Context(), officer, meeting))
	var unlawful *register.Unlawful
	if err := w.PublishAgenda(t.Context(), officer, meeting, 1); !errors.As(err, &unlawful) || !errors.Is(err, council.ErrTooLate) {
		t.Fatalf("publishing a day late gave %v", err)
	}
	for _, d := range unlawful.Blocks {
		if d.Last != day(t, "2018-03-05") {
			t.Errorf("%s was to be done by %v", d.Rule.ID, d.Last)
		}
		w.must(w.RecordGround(t.Context(), officer, meeting, register.LawfulGround{Rule: d.Rule.ID, Way: deadline.AtShorterNotice, By: "The Leader",
			Reason: council.InEnglish("The meeting was called at shorter notice.")}))
	}
	work, err := w.Agenda(t.Context(), officer, meeting)
	w.must(err)
	w.must(w.PublishAgenda(t.Context(), officer, meeting, work.Agenda.Version))
}

func TestALateItemSaysWhoHeldItUrgentAndWhy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-05")
	officer := who(1, audience.Officer)
	w.must(w.BeginAgenda(t.Context(), officer, meeting))
	w.must(w.PublishAgenda(t.Context(), officer, meeting, 1))
	w.now = at(t, "2018-03-08")
	late, err := w.AddItem(t.Context(), officer, meeting, register.Item{Title: council.InEnglish("Flood")})
	w.must(err)
	work, err := w.Agenda(t.Context(), officer, meeting)
	w.must(err)
	var unlawful *register.Unlawful
	if err := w.PublishAgenda(t.Context(), officer, meeting, work.Agenda.Version); !errors.As(err, &unlawful) || unlawful.Blocks[0].Item != late {
		t.Fatalf("a late item without a ground gave %v", err)
	}
	w.must(w.RecordGround(t.Context(), officer, meeting, register.LawfulGround{Rule: unlawful.Blocks[0].Rule.ID, Way: deadline.UrgentItem, Item: late,
		By: "Councillor Hill, Chair", Reason: council.InEnglish("The river rose on 7 March.")}))
	work, err = w.Agenda(t.Context(), officer, meeting)
	w.must(err)
	w.must(w.PublishAgenda(t.Context(), officer, meeting, work.Agenda.Version))
	m, err := w.read.Meeting(t.Context(), meeting)
	w.must(err)
	it := m.Items[len(m.Items)-1]
	if m.AgendaLabel.En != "Supplement 1" || it.Urgency == nil || it.Urgency.Reason.En != "The river rose on 7 March." {
		t.Errorf("%v: %+v", m.AgendaLabel, it)
	}
}

func TestAKeyDecisionNeedsItsNotice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-01")
	officer := who(1, audience.Officer)
	w.must(w.BeginAgenda(t.Context(), officer, meeting))
	_, err := w.AddItem(t.Context(), officer, meeting, register.Item{Title: council.InEnglish("Safer Plan"), Key: true,
		Issues: []gazette.ItemIssue{{Issue: issue, Role: council.Decide}}})
	w.must(err)
	work, err := w.Agenda(t.Context(), officer, meeting)
	w.must(err)
	var unlawful *register.Unlawful
	if err := w.PublishAgenda(t.Context(), officer, meeting, work.Agenda.Version); !errors.As(err, &unlawful) || unlawful.Blocks[0].Rule.ID != deadline.KeyNotice {
		t.Fatalf("a key decision of which nobody was told gave %v", err)
	}
	if last := unlawful.Blocks[0].Last; last != day(t, "2018-02-12") {
		t.Errorf("the notice was due by %v, and law.md has 12 February 2018", last)
	}
}

// What members may read of an exempt item is not in anything that is published, and its title, ground
// and reason are.
func TestAnExemptItemIsPublishedWithoutWhatIsExempt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-01-10")
	officer := who(1, audience.Officer)
	w.must(w.BeginAgenda(t.Context(), officer, meeting))
	number, err := w.AddItem(t.Context(), officer, meeting, register.Item{Title: council.InEnglish("Award of a contract"),
		Purpose: council.InEnglish("CANARY purpose"), Lead: "CANARY lead", Asked: []gazette.Ask{{Text: council.InEnglish("CANARY ask")}},
		Private: register.Sealed(council.InEnglish("CANARY price")),
		Ground: audience.Ground{Openness: council.Exempt, Paragraphs: []int{3}, Reason: council.InEnglish("Tenders are still open."), By: "Monitoring Officer",
			Review: day(t, "2019-01-01")}})
	w.must(err)
	p, err := w.Preview(t.Context(), officer, meeting)
	w.must(err)
	b, err := gazette.Encode(gazette.Subject{Kind: gazette.KindAgenda, Number: meeting}, p.Agenda)
	w.must(err)
	if strings.Contains(string(b), "CANARY") {
		t.Errorf("the edition holds exempt words: %s", b)
	}
	it := p.Agenda.Items[len(p.Agenda.Items)-1]
	if it.Title.En != "Award of a contract" || it.Exemption == nil || it.Exemption.Reason.En != "Tenders are still open." {
		t.Errorf("%+v", it)
	}
	for name, test := range map[string]struct {
		viewer audience.Viewer
		sees   bool
	}{
		"an officer": {officer, true}, "an officer of another body": {who(2, audience.Officer, panel), false},
		"a member before it is published": {who(3, audience.Member, cabinet), false}, "the public": {audience.Viewer{}, false},
		"an administrator": {who(4, audience.Administrator), false}, "an author": {who(5, audience.Author), false},
		"the monitoring officer": {who(6, audience.MonitoringOfficer), true},
	} {
		if _, err := w.Item(t.Context(), test.viewer, number); (err == nil) != test.sees {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnOfficerOfAnotherBodyArrangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-01")
	if err := w.BeginAgenda(t.Context(), who(1, audience.Officer, panel), meeting); !errors.Is(err, council.ErrDenied) {
		t.Errorf("gave %v", err)
	}
}

// A report of which somebody's clearance was asked goes out when it is given, and not before.
func TestAReportIsPublishedOnceItIsCleared(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-01")
	officer, author, finance := who(1, audience.Officer), who(2, audience.Author), audience.Admit(3, 0, "Finance", []audience.Grant{
		{Role: audience.Approver, Capacity: "Finance"}}, council.NewDay(2018, 2, 1))
	report, err := w.StartReport(t.Context(), author, register.NewReport{Issue: issue, Title: council.InEnglish("Safer Plan"), Body: cabinet, Role: council.Recommend})
	w.must(err)
	w.must(w.AskSignOff(t.Context(), author, report, register.SignOff{Capacity: "Finance", Due: day(t, "2018-03-02")}))
	w.must(w.BeginAgenda(t.Context(), officer, meeting))
	_, err = w.AddReport(t.Context(), officer, meeting, report)
	w.must(err)
	publish := func() error {
		work, err := w.Agenda(t.Context(), officer, meeting)
		w.must(err)
		return w.PublishAgenda(t.Context(), officer, meeting, work.Agenda.Version)
	}
	if err := publish(); !errors.Is(err, council.ErrInvalid) || !strings.Contains(err.Error(), "uncleared") {
		t.Fatalf("publishing a report that is not cleared gave %v", err)
	}
	work, err := w.Report(t.Context(), finance, report)
	w.must(err)
	var over []register.SectionAt
	for _, s := range work.Sections {
		over = append(over, register.SectionAt{Section: s.Number, Edition: s.Content.Edition})
	}
	w.must(w.SignOff(t.Context(), finance, work.SignOffs[0].Number, work.SignOffs[0].Version, register.SignOffApproved, "", over))
	w.must(publish())
}
