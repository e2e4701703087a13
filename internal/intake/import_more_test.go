package intake_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/intake"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func fixture(t *testing.T, name string) intake.PageFile {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return intake.PageFile{Name: name, Content: content}
}

func textPage(name string, lines ...string) intake.PageFile {
	return intake.PageFile{Name: name, Content: []byte("Issue - meetings\n\n" + strings.Join(lines, "\n\n") + "\n")}
}

func (r record) agenda(t *testing.T, meeting int) gazette.Agenda {
	t.Helper()
	return latest[gazette.Agenda](t, r, gazette.KindAgenda, meeting)
}

func (r record) minutes(t *testing.T, meeting int) gazette.Minutes {
	t.Helper()
	return latest[gazette.Minutes](t, r, gazette.KindMinutes, meeting)
}

// publish puts something on the record as a clerk would.
func (r record) publish(t *testing.T, hour int, do func(ctx context.Context, act gazette.Act) error) {
	t.Helper()
	if _, err := r.Act(t.Context(), today(hour), do); err != nil {
		t.Fatal(err)
	}
}

func TestNumbersOfThePageAreKept(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		p := r.imports(t, 9, intake.Options{}, fixture(t, "tables.html")).Pages[0]
		if p.Issue != 40217 {
			t.Errorf("issue %d", p.Issue)
		}
		a := r.agenda(t, 5120)
		if a.Items[0].Number != 30911 || r.agenda(t, 5077).Items[0].Number != 30542 || r.meeting(t, 5120).Body != 131 {
			t.Errorf("items %+v", a.Items)
		}
		if docs := a.Items[0].Documents; docs[0] != 81201 || docs[1] != 81202 || len(docs) != 4 {
			t.Errorf("documents %v", docs)
		}
		if d := latest[gazette.Document](t, r, gazette.KindDocument, a.Items[0].Documents[2]); d.Openness != council.Exempt || d.Kind != council.Appendix {
			t.Errorf("restricted: %+v", d)
		}
		d := latest[gazette.Decision](t, r, gazette.KindDecision, 30911)
		if d.Issue != 40217 || d.Meeting != 5120 || d.Item != 30911 || d.Reference != "P&G7" || !strings.Contains(d.Text.En, "be adopted") {
			t.Errorf("decision %+v", d)
		}
		i := latest[gazette.Issue](t, r, gazette.KindIssue, 40217)
		if i.LeadMember.En != "Cabinet Member for Parks & Green Spaces" || i.Source.Page == "" || len(i.Source.SHA256) != 64 || !strings.Contains(i.Summary.En, "14,200 street trees") {
			t.Errorf("issue %+v", i)
		}
		if v := r.minutes(t, 5120).Items[0].Resolution[0].Vote; v == nil || v.For != 41 || v.Against != 3 || v.Abstained != 1 {
			t.Errorf("vote %+v", v)
		}
		limb := r.minutes(t, 5077).Items[0].Resolution[0]
		if limb.Verb != council.Recommended || limb.AddresseeBody != 131 {
			t.Errorf("limb %+v", limb)
		}
		r.importsNothing(t, 10, fixture(t, "tables.html"))
	})
}

func TestPageWithoutANumber(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		page := textPage("Moorings 2018-21.txt", "Moorings 2018-21", "Meeting: 05/04/2018 - Cabinet (Item 3)", "3 Moorings 2018-21 PDF 5 KB", "Minutes:", "RESOLVED – That the moorings be let.")
		other := textPage("other.txt", "Moorings 2018-21", "Meeting: 06/04/2018 - Cabinet (Item 3)", "3 Moorings 2018-21 PDF 6 KB")
		if n := r.imports(t, 9, intake.Options{}, page).Pages[0].Issue; n != 1 {
			t.Errorf("issue %d, want the first free", n)
		}
		r.importsNothing(t, 10, page)
		if n := r.imports(t, 11, intake.Options{}, other).Pages[0].Issue; n != 2 {
			t.Errorf("issue %d: another meeting's issue of the same title is another issue", n)
		}
		if n := r.imports(t, 12, intake.Options{Issue: 77}, page).Pages[0].Issue; n != 77 {
			t.Errorf("issue %d, want the one asked for", n)
		}
	})
}

func TestNumberInTheFileName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{
		"issue-68576.txt": 68576, "68576.html": 68576, "ieIssueDetails.aspx_IId=512&Opt=3.htm": 512, "C:\\pages\\issue 9 (2).txt": 9,
		"Plan 2018.txt": 1, "a-1-b-2.txt": 1, "page.txt": 1, "page (3).txt": 1,
	} {
		r := newRecord(t, testkit.SQLite(t))
		f := textPage(name, "Plan 2018", "Meeting: 05/04/2018 - Cabinet (Item 3)", "3 Plan 2018 PDF 5 KB")
		if got := r.imports(t, 9, intake.Options{}, f).Pages[0].Issue; got != want {
			t.Errorf("%s: issue %d, want %d", name, got, want)
		}
	}
}

func TestCorrectedPageChangesOnlyWhatItCorrects(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		f := fixture(t, "tables.html")
		r.imports(t, 9, intake.Options{}, f)
		correct := func(hour int, old, with string) []string {
			t.Helper()
			if !strings.Contains(string(f.Content), old) {
				t.Fatalf("%q is not on the page", old)
			}
			f.Content = []byte(strings.ReplaceAll(string(f.Content), old, with))
			var got []string
			for _, p := range r.imports(t, hour, intake.Options{}, f).Pages {
				for _, s := range append(p.Created, p.Updated...) {
					got = append(got, s.String())
				}
			}
			slices.Sort(got)
			return got
		}
		for i, c := range []struct {
			old, with string
			want      []string
		}{
			{"Residents of Hartley had", "Residents of Hartley and Quayside had", []string{"minutes/5077"}},
			{"Appendix A - The Strategy</a> , item 9 <span class=\"mgFileSize\">PDF 2 MB", "Appendix A - The Strategy</a> , item 9 <span class=\"mgFileSize\">PDF 3 MB", []string{"document/81202"}},
			{"on 01632 960 411", "on 01632 960 412", []string{"agenda/5077", "issue/40217"}},
			{"<li>Restricted enclosure 3</li>", "", []string{"agenda/5120", "decision/30911"}},
			{"(41 for, 3 against, 1 abstention)", "(40 for, 3 against, 1 abstention)", []string{"minutes/5120"}},
			{"<p>Contact us at", "<p>Write to us at", nil},
		} {
			if diff := cmp.Diff(c.want, correct(10+i, c.old, c.with)); diff != "" {
				t.Errorf("%q: %s", c.with, diff)
			}
		}
		r.importsNothing(t, 20, f)
	})
}

func TestTwoIssuesOfOneMeeting(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		page := func(number, item, title string) intake.PageFile {
			return textPage("issue-"+number+".txt", title, "Meeting: 05/04/2018 - Cabinet (Item "+item+")", item+" "+title+" PDF 5 KB", "Minutes:", "RESOLVED – That "+title+" be approved.")
		}
		ten, six, joint := page("10", "10", "Moorings"), page("6", "6(b)", "Ferries"), page("7", "6(b)", "Ferries")
		first := page("3", "6(a)", "Landings")
		for i, f := range []intake.PageFile{ten, six, first} {
			r.imports(t, 9+i, intake.Options{}, f)
		}
		meeting := r.issue(t, 10).Route[0].Meeting
		printed := func() (list []string) {
			for _, it := range r.agenda(t, meeting).Items {
				list = append(list, it.Printed)
			}
			return list
		}
		if diff := cmp.Diff([]string{"6(a)", "6(b)", "10"}, printed()); diff != "" {
			t.Error(diff)
		}
		var minuted []int
		for _, m := range r.minutes(t, meeting).Items {
			minuted = append(minuted, m.Item)
		}
		var items []int
		for _, it := range r.agenda(t, meeting).Items {
			items = append(items, it.Number)
		}
		if diff := cmp.Diff(items, minuted); diff != "" {
			t.Errorf("minutes are not in the order of the agenda: %s", diff)
		}
		for i, f := range []intake.PageFile{ten, six, first} {
			r.importsNothing(t, 12+i, f)
		}
		r.imports(t, 15, intake.Options{}, joint)
		if diff := cmp.Diff([]string{"6(a)", "6(b)", "10"}, printed()); diff != "" {
			t.Error(diff)
		}
		if got := r.agenda(t, meeting).Items[1].Issues; len(got) != 2 || got[0].Issue != 6 || got[1].Issue != 7 {
			t.Errorf("a joint item brings %+v", got)
		}
		r.importsNothing(t, 16, six)
		r.importsNothing(t, 17, joint)
	})
}

func TestDocumentsKnownByTitleAndSize(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		f := textPage("issue-5.txt", "Moorings",
			"Meeting: 05/04/2018 - Council (Item 3)", "3 Moorings PDF 5 KB", "Additional documents:", "Plan PDF 9 KB",
			"Meeting: 01/04/2018 - Cabinet (Item 3)", "3 Moorings PDF 4 KB", "Additional documents:", "Plan PDF 9 KB")
		r.imports(t, 9, intake.Options{}, f)
		route := r.issue(t, 5).Route
		cabinet, full := route[0].Item.Documents, route[1].Item.Documents
		if cabinet[1].Number != full[1].Number || cabinet[0].Number == full[0].Number {
			t.Errorf("documents %+v and %+v", cabinet, full)
		}
		r.importsNothing(t, 10, f)
	})
}

func TestHalfReadablePage(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		good := textPage("issue-4.txt", "Ferries", "Meeting: 05/04/2018 - Cabinet (Item 4)", "4 Ferries PDF 5 KB")
		half := textPage("issue-5.txt", "Moorings", "Meeting: 05/04/2018 - Cabinet (Item 3)", "3 Moorings PDF 5 KB", "Meeting: 45/04/2018 - Cabinet (Item 3)", "3 Moorings PDF 5 KB")
		before := r.entries(t)
		_, err := intake.ImportPages(t.Context(), r, today(9), []intake.PageFile{good, half}, intake.Options{}, nil)
		if !errors.Is(err, council.ErrInvalid) || !strings.Contains(err.Error(), "line 9:") || !strings.Contains(err.Error(), "--partial") {
			t.Errorf("error %v", err)
		}
		if r.entries(t) != before {
			t.Error("something was published")
		}
		var done []int
		report, err := intake.ImportPages(t.Context(), r, today(10), []intake.PageFile{good, half}, intake.Options{Partial: true}, func(n, of int) { done = append(done, n, of) })
		if err != nil {
			t.Fatal(err)
		}
		if p := report.Pages[1]; p.Considerations != 1 || len(p.LeftOut) != 1 || !strings.Contains(p.String(), "1 left out") {
			t.Errorf("%+v", p)
		}
		if diff := cmp.Diff([]int{1, 2, 2, 2}, done); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAnotherIssueIsNotOverwritten(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		r.publish(t, 8, func(ctx context.Context, act gazette.Act) error {
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindIssue, Number: 5}, gazette.Issue{Title: council.InEnglish("Libraries")})
			return err
		})
		f := textPage("issue-5.txt", "Moorings", "Meeting: 05/04/2018 - Cabinet (Item 3)", "3 Moorings PDF 5 KB")
		before := r.entries(t)
		_, err := intake.ImportPages(t.Context(), r, today(9), []intake.PageFile{f}, intake.Options{}, nil)
		if !errors.Is(err, council.ErrConflict) || !strings.Contains(err.Error(), "Libraries") || !strings.Contains(err.Error(), "--issue") || r.entries(t) != before {
			t.Errorf("error %v", err)
		}
		if n := r.imports(t, 10, intake.Options{Issue: 6}, f).Pages[0].Issue; n != 6 {
			t.Errorf("issue %d", n)
		}
		_, err = intake.ImportPages(t.Context(), r, today(11), []intake.PageFile{f, f}, intake.Options{Issue: 6}, nil)
		if !errors.Is(err, council.ErrInvalid) {
			t.Errorf("one number for two pages: %v", err)
		}
	})
}

// TestWhatClerksPublishedStays holds that the page fills gaps in a record made here, and overwrites nothing.
func TestWhatClerksPublishedStays(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		en := council.InEnglish
		own := gazette.Agenda{Label: en("Agenda"), Documents: []int{50}, Items: []gazette.Item{
			{Number: 1, Printed: "1", Title: en("Apologies"), Procedural: true},
			{Number: 2, Printed: "3", Title: council.Text{En: "Moorings", Cy: "Angorfeydd"}, Purpose: en("As the clerk wrote it."), Documents: []int{51},
				Issues: []gazette.ItemIssue{{Issue: 5, Role: council.Recommend}}, Openness: council.Open},
			{Number: 3, Printed: "9", Title: en("Any other business")}}}
		mins := gazette.Minutes{State: council.MinutesApproved, Attendance: []gazette.Attendance{{Name: "A. Guest", Presence: council.InAttendance}},
			Items: []gazette.ItemMinute{{Item: 2, Prose: en("<p>As the clerk minuted it.</p>")}}}
		r.publish(t, 8, func(ctx context.Context, act gazette.Act) error {
			var errs []error
			for s, c := range map[gazette.Subject]any{
				{Kind: gazette.KindBody, Number: 1}:      gazette.Body{Name: en("Cabinet"), Kind: council.Cabinet},
				{Kind: gazette.KindDocument, Number: 50}: gazette.Document{Kind: council.AgendaPack, Title: en("Pack")},
				{Kind: gazette.KindDocument, Number: 51}: gazette.Document{Kind: council.Report, Title: en("The clerk's report"), Size: 1234},
				{Kind: gazette.KindIssue, Number: 5}:     gazette.Issue{Title: en("Moorings"), Summary: en("<p>As published.</p>"), Department: en("Place")},
				{Kind: gazette.KindMeeting, Number: 1}:   gazette.Meeting{Body: 1, Day: council.NewDay(2018, 4, 5), State: council.Held, Place: en("Town Hall")},
				{Kind: gazette.KindAgenda, Number: 1}:    own,
				{Kind: gazette.KindMinutes, Number: 1}:   mins,
			} {
				_, err := act.Publish(ctx, s, c)
				errs = append(errs, err)
			}
			return errors.Join(errs...)
		})
		f := textPage("issue-5.txt", "Moorings", "Meeting: 05/04/2018 - The Cabinet Meeting (Item 3)", "3 Moorings (A&B1 / C&D2) PDF 5 KB",
			"To consider a report.", "Officer contact: Jo Bloggs, 01632 960000, jo@aldermere.example", "Minutes:", "RESOLVED – That the moorings be let.")
		p := r.imports(t, 9, intake.Options{}, f).Pages[0]
		if p.Issue != 5 {
			t.Errorf("%v", p)
		}
		a := r.agenda(t, 1)
		want := own
		want.Items = slices.Clone(own.Items)
		want.Items[1].References = []string{"A&B1", "C&D2"}
		want.Items[1].Contacts = []gazette.Contact{{Name: "Jo Bloggs", Telephone: "01632 960000", Email: "jo@aldermere.example"}}
		want.Items[1].Documents = []int{a.Items[1].Documents[0], 51}
		if diff := cmp.Diff(want, a, cmpopts.EquateComparable(council.Day{})); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(mins, r.minutes(t, 1), cmpopts.EquateComparable(council.Day{})); diff != "" {
			t.Error(diff)
		}
		if m := r.meeting(t, 1); m.Place.En != "Town Hall" {
			t.Errorf("%+v", m)
		}
		if i := latest[gazette.Issue](t, r, gazette.KindIssue, 5); i.Summary.En != "<p>As published.</p>" || i.Department.En != "Place" || len(i.References) != 2 {
			t.Errorf("%+v", i)
		}
		r.importsNothing(t, 10, f)
	})
}

func TestWhatWasTakenDownDoesNotComeBack(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		f := textPage("issue-5.txt", "Moorings", "Meeting: 05/04/2018 - Cabinet (Item 3)", "3 Moorings PDF 5 KB", "Additional documents:", "Letter of a resident PDF 9 KB", "Minutes:", "A resident spoke.", "RESOLVED – That the moorings be let.")
		receiptOf := map[string]int64{}
		r.imports(t, 9, intake.Options{}, f)
		for _, e := range r.log(t) {
			receiptOf[e.Subject.String()] = e.Seq
		}
		meeting := r.issue(t, 5).Route[0].Meeting
		doc := r.issue(t, 5).Route[0].Item.Documents[1].Number
		r.publish(t, 10, func(ctx context.Context, act gazette.Act) error {
			for i, s := range []gazette.Subject{{Kind: gazette.KindDocument, Number: doc}, {Kind: gazette.KindMinutes, Number: meeting}} {
				_ = i
				seq, ok := receiptOf[s.String()]
				if !ok {
					t.Fatalf("%v was not published", s)
				}
				if _, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindTakedown, Number: int(seq)}, gazette.Takedown{Entry: seq, Ground: gazette.PersonalData, Reason: council.InEnglish("Named a resident.")}); err != nil {
					return err
				}
			}
			return nil
		})
		before := r.entries(t)
		p := r.imports(t, 11, intake.Options{}, f).Pages[0]
		if p.Changed() || r.entries(t) != before || len(p.LeftOut) != 2 {
			t.Errorf("%v: created %v, updated %v, left out %q", p, p.Created, p.Updated, p.LeftOut)
		}
	})
}

// log is everything published, read from the receipts' side: the entries of the record.
func (r record) log(t *testing.T) []gazette.Entry {
	t.Helper()
	entries, err := r.read.Entries(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestTwoMeetingsOfADay(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		en := council.InEnglish
		r.publish(t, 8, func(ctx context.Context, act gazette.Act) error {
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: 1}, gazette.Body{Name: en("Cabinet"), Kind: council.Cabinet})
			for n := 1; n <= 2 && err == nil; n++ {
				_, err = act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: n}, gazette.Meeting{Body: 1, Day: council.NewDay(2018, 4, 5), State: council.Held})
			}
			return err
		})
		f := textPage("issue-5.txt", "Moorings", "Meeting: 05/04/2018 - Cabinet (Item 3)", "3 Moorings PDF 5 KB")
		_, err := intake.ImportPages(t.Context(), r, today(9), []intake.PageFile{f}, intake.Options{}, nil)
		if !errors.Is(err, council.ErrInvalid) || !strings.Contains(err.Error(), "meetings [1 2] of Cabinet") {
			t.Errorf("%v", err)
		}
		r.publish(t, 10, func(ctx context.Context, act gazette.Act) error {
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: 2}, gazette.Agenda{Label: en("Agenda"), Items: []gazette.Item{{Number: 1, Printed: "3", Title: en("Moorings")}}})
			return err
		})
		r.imports(t, 11, intake.Options{}, f)
		if m := r.issue(t, 5).Route[0].Meeting; m != 2 {
			t.Errorf("meeting %d, want the one with the item", m)
		}
	})
}

func TestMeetingYetToCome(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		f := textPage("issue-5.txt", "Moorings", "Meeting: 05/04/2026 - Licensing Committee (Item 3)", "3 Moorings PDF 5 KB")
		r.imports(t, 9, intake.Options{}, f)
		step := r.issue(t, 5).Route[0]
		if m := r.meeting(t, step.Meeting); m.State != council.Summoned || step.Role != council.Note {
			t.Errorf("%+v as %s", m, step.Role)
		}
		held := textPage("issue-5.txt", "Moorings", "Meeting: 05/04/2026 - Licensing Committee (Item 3)", "3 Moorings PDF 5 KB", "Minutes:", "RESOLVED – That the licence be approved.")
		p := r.imports(t, 10, intake.Options{}, held).Pages[0]
		if len(p.Created) != 1 || len(p.Updated) != 2 {
			t.Errorf("created %v, updated %v", p.Created, p.Updated)
		}
		if m := r.meeting(t, step.Meeting); m.State != council.Held || r.issue(t, 5).Route[0].Role != council.Decide {
			t.Errorf("%+v", m)
		}
	})
}
