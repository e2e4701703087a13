package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/intake"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// TestChangedCommentIsANewEdition imports a page again after one comment was corrected: one edition is
// added, and what changed is told in the comment's own words.
func TestChangedCommentIsANewEdition(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		f := harbour()
		r.imports(t, 9, intake.Options{}, f)
		page := gazette.Subject{Kind: gazette.KindIssue, Number: 31}
		before, err := r.read.Editions(t.Context(), page)
		if err != nil {
			t.Fatal(err)
		}
		f.Content = []byte(strings.Replace(string(f.Content), "Would it hold?", "Would the wall hold for a century?", 1))
		p := r.imports(t, 10, intake.Options{}, f).Pages[0]
		if len(p.Created) != 0 || len(p.Updated) != 1 || p.Updated[0].Kind != gazette.KindMinutes {
			t.Errorf("created %v, updated %v", p.Created, p.Updated)
		}
		after, err := r.read.Editions(t.Context(), page)
		if err != nil {
			t.Fatal(err)
		}
		if len(after) != len(before)+1 {
			t.Fatalf("%d editions, then %d", len(before), len(after))
		}
		seqs := []int64{}
		for _, e := range after {
			seqs = append(seqs, e.Seq)
		}
		slices.Sort(seqs)
		changes, err := r.read.Changes(t.Context(), page, seqs[len(seqs)-2], seqs[len(seqs)-1])
		if err != nil {
			t.Fatal(err)
		}
		told := fmt.Sprintf("%+v", changes)
		if !strings.Contains(told, "Would it hold?") || !strings.Contains(told, "Would the wall hold for a century?") || strings.Contains(told, "survey") {
			t.Errorf("the changes are told as %s", told)
		}
	})
}

// TestIssueTwiceOnAnAgenda has one issue at two items of one meeting.
func TestIssueTwiceOnAnAgenda(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		f := textPage("issue-5.txt", "Moorings",
			"Meeting: 05/04/2018 - Cabinet (Item 14)", "14 Moorings: the rents PDF 5 KB", "Minutes:", "RESOLVED – That the rents be approved.",
			"Meeting: 05/04/2018 - Cabinet (Item 3)", "3 Moorings PDF 6 KB", "Minutes:", "RESOLVED – That the moorings be approved.")
		r.imports(t, 9, intake.Options{}, f)
		route := r.issue(t, 5).Route
		if len(route) != 2 || route[0].Meeting != route[1].Meeting || route[0].Item.Printed != "3" || route[1].Item.Printed != "14" {
			t.Fatalf("route %+v", route)
		}
		if n := len(r.issue(t, 5).Decisions); n != 2 {
			t.Errorf("%d decisions", n)
		}
		r.importsNothing(t, 10, f)
	})
}

// TestNoMinutesYet has a page whose last meeting is not minuted, then the page with its minutes.
func TestNoMinutesYet(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		lines := []string{"Moorings", "Meeting: 05/01/2026 - Cabinet (Item 3)", "3 Moorings PDF 5 KB", "To consider a report.", "The Cabinet is asked to approve the rents.", "Additional documents:", "Minutes:"}
		r.imports(t, 9, intake.Options{}, textPage("issue-5.txt", lines...))
		step := r.issue(t, 5).Route[0]
		if len(step.Item.Limbs) != 0 || len(step.Item.Asked) != 1 || step.Outcome != "" || len(r.issue(t, 5).Decisions) != 0 {
			t.Errorf("step %+v", step)
		}
		p := r.imports(t, 10, intake.Options{}, textPage("issue-5.txt", append(lines, "RESOLVED – That the rents be approved.")...)).Pages[0]
		if len(p.Created) != 2 || r.issue(t, 5).Route[0].Outcome != council.Approved {
			t.Errorf("created %v, updated %v", p.Created, p.Updated)
		}
		// The page as it was saved before: what is minuted stays minuted.
		r.importsNothing(t, 11, textPage("issue-5.txt", lines...))
	})
}

func TestRestrictedPapers(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		f := textPage("issue-5.txt", "Moorings", "Meeting: 05/04/2018 - Cabinet (Item 3)", "3 Moorings PDF 5 KB", "Additional documents:",
			"Appendix restricted", "Appendix 2 (exempt)", "View the reasons why document 'Tenders' is restricted", "Restricted enclosure 4", "Appendix 1 PDF 9 KB", "Minutes:", "RESOLVED – That the moorings be let.")
		r.imports(t, 9, intake.Options{}, f)
		got := map[string]council.Openness{}
		for _, d := range r.issue(t, 5).Route[0].Item.Documents {
			got[d.Title.En] = latest[gazette.Document](t, r, gazette.KindDocument, d.Number).Openness
		}
		want := map[string]council.Openness{"Moorings": "", "Appendix restricted": council.Exempt, "Appendix 2 (exempt)": council.Exempt, "Tenders": council.Exempt, "Restricted enclosure 4": council.Exempt, "Appendix 1": ""}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		r.importsNothing(t, 10, f)
	})
}

// welshMoorings is the English page's fellow: the same meeting and item in Welsh.
func welshMoorings() (english, welsh intake.PageFile) {
	english = textPage("issue-5.txt", "Moorings", "Meeting: 05/04/2018 - Communities Scrutiny Committee (Item 3)", "3 Moorings PDF 5 KB", "To consider a report of the Head of Place.", "Additional documents:", "Map PDF 9 KB",
		"Minutes:", "The following comments were made:-", "· Who would pay? In response it was stated that the users would.", "RESOLVED – That the report be noted.")
	welsh = intake.PageFile{Name: "issue-5-cy.txt", Content: []byte("Mater - cyfarfodydd\n\n" + strings.Join([]string{"Angorfeydd", "Cyfarfod: 05/04/2018 - Pwyllgor Craffu Cymunedau (Eitem 3)",
		"3 Angorfeydd pdf eicon PDF 5 KB", "Ystyried adroddiad gan y Pennaeth Lle.", "Dogfennau ychwanegol:", "Map PDF 9 KB", "Atodiad cyfyngedig", "Cofnodion:", "PENDERFYNWYD – Nodi’r adroddiad."}, "\n\n") + "\n")}
	return english, welsh
}

// TestWelshPage imports an issue's page in both languages, in both orders: one issue, each text in both.
func TestWelshPage(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		english, welsh := welshMoorings()
		one, two := newRecord(t, place), newRecord(t, testkit.SQLite(t))
		one.imports(t, 9, intake.Options{Issue: 5}, english)
		one.imports(t, 10, intake.Options{Issue: 5}, welsh)
		two.imports(t, 9, intake.Options{Issue: 5}, welsh)
		two.imports(t, 10, intake.Options{Issue: 5}, english)
		for name, r := range map[string]record{"English first": one, "Welsh first": two} {
			a := r.issue(t, 5)
			if len(a.Route) != 1 || a.Title != (council.Text{En: "Moorings", Cy: "Angorfeydd"}) {
				t.Fatalf("%s: %v with %d steps", name, a.Title, len(a.Route))
			}
			s := a.Route[0]
			if want := (council.Text{En: "Communities Scrutiny Committee", Cy: "Pwyllgor Craffu Cymunedau"}); s.Body.Name != want || s.Role != council.Scrutinise {
				t.Errorf("%s: body %+v to %s", name, s.Body.Name, s.Role)
			}
			if s.Item.Prose.En == "" || !strings.Contains(s.Item.Prose.Cy, "Nodi’r adroddiad") || len(s.Item.Points) != 1 || len(s.Item.Limbs) != 1 || s.Item.Limbs[0].Text != "That the report be noted." {
				t.Errorf("%s: %+v", name, s.Item)
			}
			if len(s.Item.Documents) != 3 || s.Item.Documents[0].Title != (council.Text{En: "Moorings", Cy: "Angorfeydd"}) {
				t.Errorf("%s: documents %+v", name, s.Item.Documents)
			}
			r.importsNothing(t, 12, english)
			before := r.entries(t)
			if p := r.imports(t, 13, intake.Options{Issue: 5}, welsh).Pages[0]; p.Changed() || r.entries(t) != before {
				t.Errorf("%s: importing again changed %v", name, p.Updated)
			}
		}
		alone := newRecord(t, testkit.SQLite(t))
		alone.imports(t, 9, intake.Options{Issue: 5}, welsh)
		if s := alone.issue(t, 5).Route[0]; len(s.Item.Limbs) != 1 || s.Outcome != council.Noted || s.Item.Prose.En != "" {
			t.Errorf("a page in Welsh alone: %+v", s)
		}
	})
}

// TestCompletePage reads the page as browsers write it with “Save page, complete”: the address in a
// comment, links made absolute, pictures in a folder beside it.
func TestCompletePage(t *testing.T) {
	t.Parallel()
	r := newRecord(t, testkit.SQLite(t))
	saved := fixture(t, "tables.html")
	r.imports(t, 9, intake.Options{}, saved)
	complete := strings.NewReplacer(
		`href="documents/`, `href="https://democracy.aldermere.example/documents/`, `href="ieListDocuments`, `href="https://democracy.aldermere.example/ieListDocuments`,
		`href="mgAi`, `href="https://democracy.aldermere.example/mgAi`, `src="pdf.gif"`, `src="./Issue - meetings_files/pdf.gif"`,
		`<head>`, `<head><link rel="stylesheet" href="./Issue - meetings_files/mg.css"><script src="./Issue - meetings_files/mg.js.download"></script>`,
		"\n", "\r\n").Replace(string(saved.Content))
	r.importsNothing(t, 10, intake.PageFile{Name: "Issue - meetings - Street Trees.html", Content: []byte(complete)})
}
