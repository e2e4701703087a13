package register_test

import (
	"slices"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// An exempt report goes to Scrutiny and then to the Cabinet: each body's officers prepare it, each body's
// members read its papers when they are before them, and nobody else's do.
func TestAnExemptReportIsForEveryBodyOnItsRoute(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-02-01")
		author, officer := who(2, audience.Author), who(1, audience.Officer)
		report, err := w.StartReport(t.Context(), author, register.NewReport{Issue: issue, Title: council.InEnglish("A contract"), Body: scrutiny, Role: council.Scrutinise})
		w.must(err)
		k, err := w.Report(t.Context(), author, report)
		w.must(err)
		ground := audience.Ground{Openness: council.Exempt, Paragraphs: []int{3}, Reason: council.InEnglish("Tenders."), By: "x", Review: day(t, "2030-01-01")}
		w.must(w.ChangeParticulars(t.Context(), author, report, k.Version, register.Particulars{Title: k.Content.Title, Ground: ground}))
		paper, err := w.AttachToReport(t.Context(), author, report, register.Paper{Title: council.InEnglish("Tenders"), Of: council.Appendix, Ground: ground},
			register.Brought{SHA256: "ab", Name: "t.pdf", Size: 1})
		w.must(err)
		w.must(w.PaperRead(t.Context(), register.PaperJob{Paper: paper, SHA256: "ab"}, register.Reading{SHA256: "cd", Size: 1, Pages: 1}))
		sees := func(what string, v audience.Viewer, want bool) {
			t.Helper()
			_, err := w.Report(t.Context(), v, report)
			_, paperErr := w.Paper(t.Context(), v, paper)
			if (err == nil) != want && v.Has(audience.Officer, 0) || (paperErr == nil) != want {
				t.Errorf("%s: report %v, paper %v", what, err, paperErr)
			}
			list, err := w.Reports(t.Context(), v, "", "", 0)
			w.must(err)
			if got := slices.ContainsFunc(list, func(k register.Kept[register.Report]) bool { return k.Number == report }); got != want && v.Has(audience.Officer, 0) {
				t.Errorf("%s: listed %v", what, got)
			}
		}
		sees("Cabinet's officer before it is planned to go there", who(11, audience.Officer, cabinet), false)
		k, err = w.Report(t.Context(), author, report)
		w.must(err)
		w.must(w.SetStage(t.Context(), author, report, k.Version, 1, register.Stage{Body: cabinet, Role: council.Decide, Meeting: meeting}))
		sees("Scrutiny's officer", who(10, audience.Officer, scrutiny), true)
		sees("Cabinet's officer", who(11, audience.Officer, cabinet), true)
		sees("the Panel's officer", who(12, audience.Officer, panel), false)
		sees("a member of the Cabinet before its agenda", who(21, audience.Member, cabinet), false)
		w.must(w.BeginAgenda(t.Context(), officer, meeting))
		k, err = w.Report(t.Context(), author, report)
		w.must(err)
		_, err = w.AddReport(t.Context(), who(11, audience.Officer, cabinet), meeting, report)
		w.must(err)
		work, err := w.Agenda(t.Context(), officer, meeting)
		w.must(err)
		if in, out := work.AsMembers(cabinet).Items, work.AsMembers(audience.AllBodies).Items; len(in) != len(out)+1 || len(in[len(in)-1].Papers) != 1 {
			t.Errorf("members of the Cabinet will see %d items, others %d", len(in), len(out))
		}
		for _, d := range work.Clock {
			if d.Blocks {
				w.must(w.RecordGround(t.Context(), officer, meeting, register.LawfulGround{Rule: d.Rule.ID, Way: d.Rule.Overrides[0].ID, By: "x", Reason: council.InEnglish("x")}))
			}
		}
		work, err = w.Agenda(t.Context(), officer, meeting)
		w.must(err)
		w.must(w.PublishAgenda(t.Context(), officer, meeting, work.Agenda.Version))
		sees("a member of the Cabinet", who(21, audience.Member, cabinet), true)
		sees("a member of Scrutiny, before which it is not yet", who(20, audience.Member, scrutiny), false)
		sees("a member of the Panel", who(22, audience.Member, panel), false)
	})
}

func TestWhoWritesAReportIsAddedAndTakenOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-02-01")
	author, admin := who(1, audience.Author), who(90, audience.Administrator)
	second, err := w.Invite(t.Context(), admin, register.Account{Name: "Ann Other", Email: "ann@example.org", Grants: []audience.Grant{{Role: audience.Author}}})
	w.must(err)
	member, err := w.Invite(t.Context(), admin, register.Account{Name: "A Member", Email: "m@example.org", Grants: []audience.Grant{{Role: audience.Member}}})
	w.must(err)
	other := who(second.Number, audience.Author)
	if second.Number == author.Account() {
		author = who(50, audience.Author)
	}
	report, err := w.StartReport(t.Context(), author, register.NewReport{Issue: issue, Title: council.InEnglish("Safer Plan"), Body: cabinet, Role: council.Decide})
	w.must(err)
	if err := w.AddWriter(t.Context(), author, report, member.Number); err == nil {
		t.Error("a member writes a report")
	}
	if err := w.AddWriter(t.Context(), other, report, second.Number); err == nil {
		t.Error("somebody has let themselves in")
	}
	w.must(w.AddWriter(t.Context(), author, report, second.Number))
	if _, err := w.AddSection(t.Context(), other, report, register.Section{Heading: council.InEnglish("Costs")}); err != nil {
		t.Errorf("a writer may not write: %v", err)
	}
	w.must(w.RemoveWriter(t.Context(), author, report, second.Number))
	if _, err := w.AddSection(t.Context(), other, report, register.Section{Heading: council.InEnglish("Risks")}); err == nil {
		t.Error("a former writer writes on")
	}
}
