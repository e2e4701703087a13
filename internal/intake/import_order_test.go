package intake_test

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
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

// harbour and ferries are two issues that meet: at an item of their own each and a joint one of the same
// Cabinet, and where one is recommended to a body that only the other's page names.
func harbour() intake.PageFile {
	return textPage("issue-31.txt", "Harbour wall",
		"Meeting: 12/03/2019 - Cabinet (Item 10)", "10 Harbour wall PDF 12 KB", "To consider a report of the Director of Place.", "Minutes:",
		"The following comments were made:-", "· Would it hold? In response it was stated that it would.",
		"RESOLVED – That the Council Meeting be recommended to approve the wall.",
		"Meeting: 12/03/2019 - Cabinet (Item 4)", "4 Harbour and ferries (P&L1 / R&C2) PDF 30 KB", "Additional documents:", "Map PDF 90 KB", "Minutes:", "RESOLVED – That the survey be approved.")
}

func ferries() intake.PageFile {
	return textPage("issue-32.txt", "Ferries",
		"Meeting: 04/04/2019 - The Council Meeting (Item 5)", "5 Ferries PDF 8 KB", "Additional documents:", "Harbour wall PDF 12 KB", "Minutes:", "RESOLVED – (30 for, 2 against) That the fares be approved.",
		"Meeting: 12/03/2019 - Cabinet (Item 4)", "4 Harbour and ferries (P&L1 / R&C2) PDF 30 KB", "Additional documents:", "Map PDF 90 KB", "Minutes:", "RESOLVED – That the survey be approved.",
		"Meeting: 12/03/2019 - Cabinet (Item 6)", "6 Ferries PDF 7 KB", "Minutes:", "RESOLVED – That the fares be noted.")
}

// told is everything that the record tells of the issues and their meetings, but for numbers, anchors
// and when it was told.
func (r record) told(t *testing.T, issues ...int) string {
	t.Helper()
	var all []any
	for _, n := range issues {
		a := r.issue(t, n)
		all = append(all, a)
		for _, s := range a.Route {
			if s.Meeting == 0 {
				continue
			}
			m, err := r.read.Meeting(t.Context(), s.Meeting)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, m)
		}
	}
	encoded, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	var plain any
	if err := json.Unmarshal(encoded, &plain); err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(withoutNumbers(plain), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var anchored = regexp.MustCompile(`^[a-z]+-\d[\w-]*$`)

func withoutNumbers(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			if k = strings.ToLower(k); k == "revision" || k == "source" || k == "changed" {
				delete(v, k)
				continue
			}
			v[k] = withoutNumbers(inner)
		}
		return v
	case []any:
		for i := range v {
			v[i] = withoutNumbers(v[i])
		}
	case float64:
		if v == float64(int(v)) && v > 0 && v < 1000 {
			return "a number"
		}
	case string:
		if anchored.MatchString(v) {
			return "an anchor"
		}
	}
	return v
}

// TestOrderOfImportDoesNotMatter imports the same pages in both orders.
func TestOrderOfImportDoesNotMatter(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		one := newRecord(t, place)
		two := newRecord(t, testkit.SQLite(t))
		one.imports(t, 9, intake.Options{}, harbour(), ferries())
		two.imports(t, 9, intake.Options{}, ferries(), harbour())
		if diff := cmp.Diff(one.told(t, 31, 32), two.told(t, 31, 32)); diff != "" {
			t.Error(diff)
		}
		for _, r := range []record{one, two} {
			meeting := r.issue(t, 31).Route[0].Meeting
			var printed []string
			for _, it := range r.agenda(t, meeting).Items {
				printed = append(printed, it.Printed)
			}
			if diff := cmp.Diff([]string{"4", "6", "10"}, printed); diff != "" {
				t.Error(diff)
			}
			if l := r.minutes(t, meeting).Items[2].Resolution[0]; l.AddresseeBody == 0 {
				t.Errorf("nobody is known to be addressed by %+v", l)
			}
			for hour, f := range []intake.PageFile{harbour(), ferries()} {
				r.importsNothing(t, 12+hour, f)
			}
		}
	})
}

// numbered is a page of one meeting whose links give the site's own numbers.
func numbered(issue, meeting, item, day, title string) intake.PageFile {
	return intake.PageFile{Name: "saved.html", Content: []byte(`<html><head><link rel="canonical" href="https://democracy.aldermere.example/ieIssueDetails.aspx?IId=` + issue + `&amp;Opt=3"></head><body>
<h1>Issue - meetings</h1><h2>` + title + `</h2>
<h3>Meeting: <a href="ieListDocuments.aspx?CId=12&amp;MId=` + meeting + `">` + day + ` - Cabinet</a> (<a href="mgAi.aspx?ID=` + item + `">Item 3</a>)</h3>
<p>3 ` + title + ` <a href="documents/s` + item + `/r.pdf">PDF 5 KB</a></p><p>Minutes:</p><p>RESOLVED – That it be approved.</p></body></html>`)}
}

// TestOlderPageKeepsItsNumbers imports an older page after a newer one: its item keeps its number too.
func TestOlderPageKeepsItsNumbers(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		newer, older := numbered("9", "700", "5400", "05/04/2019", "Moorings"), numbered("8", "300", "2100", "05/04/2015", "Landings")
		r.imports(t, 9, intake.Options{}, newer)
		r.imports(t, 10, intake.Options{}, older)
		if n := r.agenda(t, 300).Items[0].Number; n != 2100 {
			t.Errorf("item %d", n)
		}
		taken := numbered("7", "301", "2100", "06/04/2015", "Ferries")
		r.imports(t, 11, intake.Options{}, taken)
		if n := r.agenda(t, 301).Items[0].Number; n == 2100 {
			t.Error("two items have one number")
		}
		for hour, f := range []intake.PageFile{newer, older, taken} {
			r.importsNothing(t, 12+hour, f)
		}
	})
}

// TestDecisionPublishedElsewhere holds that a decision on the record gets no twin, and keeps its words.
func TestDecisionPublishedElsewhere(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := newRecord(t, place)
		f := numbered("9", "700", "5400", "05/04/2019", "Moorings")
		r.publish(t, 8, func(ctx context.Context, act gazette.Act) error {
			var errs []error
			for s, c := range map[gazette.Subject]any{
				{Kind: gazette.KindBody, Number: 12}:     gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet},
				{Kind: gazette.KindIssue, Number: 9}:     gazette.Issue{Title: council.InEnglish("Moorings")},
				{Kind: gazette.KindMeeting, Number: 700}: gazette.Meeting{Body: 12, Day: council.NewDay(2019, 4, 5), State: council.Held},
				{Kind: gazette.KindDecision, Number: 33}: gazette.Decision{Title: council.InEnglish("The moorings"), Body: 12, Day: council.NewDay(2019, 4, 5), Issue: 9, Meeting: 700,
					Text: council.InEnglish("<p>As the clerk wrote it.</p>")},
			} {
				_, err := act.Publish(ctx, s, c)
				errs = append(errs, err)
			}
			return errors.Join(errs...)
		})
		r.imports(t, 9, intake.Options{}, f)
		if list := r.issue(t, 9).Decisions; len(list) != 1 || list[0].Number != 33 {
			t.Errorf("decisions %+v", list)
		}
		d := latest[gazette.Decision](t, r, gazette.KindDecision, 33)
		if d.Title.En != "The moorings" || d.Text.En != "<p>As the clerk wrote it.</p>" || d.Item != 5400 || !slices.Equal(d.Documents, []int{5400}) {
			t.Errorf("%+v", d)
		}
		r.importsNothing(t, 10, f)
	})
}
