package site_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/site"
	"moothall/internal/testkit"
)

func onDay(s string) council.Day {
	d, _ := council.ParseDay(s) // a day written wrong is a day not known, which the pages would show
	return d
}

// millbrook is a council of two bodies that stands at the morning of 18 May 2026.
func millbrook(t *testing.T) *site.Site {
	t.Helper()
	place := testkit.SQLite(t)
	press, key := testkit.Press(t, place)
	type act struct {
		of      gazette.Subject
		content any
	}
	of := func(k gazette.Kind, n int) gazette.Subject { return gazette.Subject{Kind: k, Number: n} }
	acts := [][]act{{
		{of(gazette.KindCouncil, 1), gazette.Council{Name: council.Text{En: "Millbrook Council"}, Email: "ask@millbrook.example", Phone: "01632 960 001"}},
		{of(gazette.KindWard, 1), gazette.Ward{Name: council.InEnglish("Weirside")}},
		{of(gazette.KindParty, 1), gazette.Party{Name: council.InEnglish("Orchard Group")}},
		{of(gazette.KindBody, 1), gazette.Body{Name: council.InEnglish("Climate Committee"), Kind: council.Scrutiny, Quorum: 3,
			Remit: council.InEnglish("<p>Looks into <strong>flooding</strong>.</p>"),
			Names: []gazette.BodyName{{Name: council.InEnglish("Drains Committee"), Spell: council.Spell{To: onDay("2025-05-31")}}}}},
		{of(gazette.KindBody, 2), gazette.Body{Name: council.InEnglish("Harbour Panel"), Kind: council.Panel,
			Spell: council.Spell{To: onDay("2024-03-31")}}},
		{of(gazette.KindPerson, 1), gazette.Person{Name: "Ada Fenwick", Style: "Councillor",
			Represents:  []gazette.WardSpell{{Ward: 1}},
			Parties:     []gazette.PartySpell{{Party: 1}},
			Memberships: []gazette.Membership{{Body: 1, Role: gazette.Chair, Voting: true, Spell: council.Spell{To: onDay("2025-05-31")}}}}},
		{of(gazette.KindPerson, 2), gazette.Person{Name: "Bram Oakes", Style: "Councillor",
			Memberships: []gazette.Membership{{Body: 1, Role: gazette.CoOpted, Spell: council.Spell{From: onDay("2025-06-01")}}}}},
		{of(gazette.KindMeeting, 1), gazette.Meeting{Body: 1, Day: onDay("2025-11-03"), Starts: "18:30", State: council.Held}},
		{of(gazette.KindMeeting, 2), gazette.Meeting{Body: 1, Day: onDay("2026-05-18"), Starts: "10:00", State: council.Scheduled}},
		{of(gazette.KindMeeting, 3), gazette.Meeting{Body: 1, Day: onDay("2026-05-20"), Starts: "14:00", State: council.Scheduled}},
	}, {
		{of(gazette.KindAgenda, 2), gazette.Agenda{Label: council.InEnglish("Agenda"), Items: []gazette.Item{{Number: 1, Printed: "1", Title: council.InEnglish("Apologies"), Procedural: true}}}},
		{of(gazette.KindMinutes, 1), gazette.Minutes{State: council.MinutesDraft}},
		{of(gazette.KindMeeting, 3), gazette.Meeting{Body: 1, Day: onDay("2026-05-20"), Starts: "14:00", State: council.Cancelled}},
	}, {
		{of(gazette.KindAgenda, 2), gazette.Agenda{Label: council.InEnglish("Supplement 1"), Items: []gazette.Item{{Number: 1, Printed: "1", Title: council.InEnglish("Apologies"), Procedural: true}, {Number: 2, Printed: "2", Title: council.InEnglish("Weir repairs")}}}},
	}}
	at := testkit.Morning().AddDate(0, 0, -3)
	for _, one := range acts {
		at = at.Add(time.Hour)
		if _, err := press.Act(t.Context(), at, func(ctx context.Context, a gazette.Act) error {
			for _, p := range one {
				if _, err := a.Publish(ctx, p.of, p.content); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return siteOn(t, testkit.Reader(t, place, key))
}

func siteOn(t *testing.T, record interface {
	site.Record
	site.Log
}) *site.Site {
	t.Helper()
	assets, err := page.LoadAssets()
	if err != nil {
		t.Skip(err)
	}
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	s, err := site.New(site.Config{Record: record, Log: record, Assets: assets, Catalogue: catalogue,
		Now: testkit.Morning, Logger: testkit.Silent(), CacheBytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The pages that lead into the record say what it holds, in words, and do not say what it does not.
func TestPagesThatLeadIntoTheRecord(t *testing.T) {
	t.Parallel()
	s := millbrook(t)
	for _, c := range []struct {
		path  string
		says  []string
		never []string
	}{
		{"/", []string{"Millbrook Council", `action="/issues"`, "Monday 18 May 2026", "Today", "Cancelled", "Draft minutes"}, []string{"3 November 2025</time>, 6.30pm"}},
		{"/calendar", []string{"Meetings in May 2026", "2 meetings.", "Today", "Cancelled", "10am", `href="/calendar?month=2026-04"`}, []string{"month=2026-06", "2025-11-03"}},
		{"/calendar?view=month", []string{`scope="col"`, "Monday", "Today", "Cancelled", "Show as a list"}, nil},
		{"/calendar?month=2031-02", []string{"No meetings are on the record", "May 2026"}, []string{"month=2031-03"}},
		{"/cy/calendar", []string{"Cyfarfodydd ym mis Mai 2026", "Heddiw", "2 gyfarfod."}, []string{"Cancelled"}},
		{"/bodies", []string{"Scrutiny committees", "Climate Committee", "Next meeting:", "Former bodies", "Harbour Panel"}, []string{"Drains Committee"}},
		{"/bodies/1", []string{"<strong>flooding</strong>", "Climate Committee", "Drains Committee", "Co-opted member, without a vote", "Bram Oakes", "3 members must be there", "18 May 2026"}, []string{"Ada Fenwick"}},
		{"/bodies/1?on=2025-01-31", []string{"as they were on 31 January 2025", "Ada Fenwick", "Chair", "Orchard Group", "Weirside"}, []string{"Bram Oakes"}},
		{"/bodies/1?year=2025", []string{"Meetings in 2025", "Monday 3 November 2025"}, []string{"20 May 2026"}},
		{"/bodies/2", []string{"came to an end on 31 March 2024", "No coming meetings"}, nil},
		{"/new", []string{"Supplement 1", "Draft minutes", "Meeting: Cancelled", "3 meetings", "Friday 15 May 2026"}, nil},
		{"/new?before=1", []string{"Go to the newest"}, []string{"Draft minutes"}},
		{"/accessibility", []string{"2.2", "ask@millbrook.example", `href="tel:01632960001"`, "Equality and Human Rights Commission"}, nil},
		{"/cy/accessibility", []string{"Datganiad hygyrchedd", `lang="cy"`}, []string{"Equality Advisory"}},
	} {
		status, body := ask(s, c.path, "text/html")
		if status != http.StatusOK {
			t.Errorf("%s: status %d", c.path, status)
		}
		for _, want := range c.says {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say %q", c.path, want)
			}
		}
		for _, bad := range c.never {
			if strings.Contains(body, bad) {
				t.Errorf("%s says %q", c.path, bad)
			}
		}
	}
}

func ask(s http.Handler, path, accept string) (int, string) {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// What cannot be answered is refused in words.
func TestPagesRefuseWhatCannotBe(t *testing.T) {
	t.Parallel()
	s := millbrook(t)
	for path, want := range map[string]int{
		"/calendar?month=May":     http.StatusBadRequest,
		"/calendar?month=2026-13": http.StatusBadRequest,
		"/calendar?month=0000-01": http.StatusBadRequest,
		"/calendar?view=year":     http.StatusBadRequest,
		"/calendar?month=9999-12": http.StatusOK,
		"/calendar?month=0001-01": http.StatusOK,
		"/bodies/3":               http.StatusNotFound,
		"/bodies/1?year=0":        http.StatusBadRequest,
		"/bodies/1?year=1999":     http.StatusOK,
		"/new?before=-1":          http.StatusBadRequest,
	} {
		if status, body := ask(s, path, "text/html"); status != want || !strings.Contains(body, "<h1") {
			t.Errorf("%s: status %d, want %d with a page", path, status, want)
		}
	}
}

// The same facts are to be had as data, what was published as it was published.
func TestPagesThatLeadIntoTheRecordAsData(t *testing.T) {
	t.Parallel()
	s := millbrook(t)
	var news struct {
		Publications []gazette.NewsLine `json:"publications"`
	}
	for path, into := range map[string]any{"/new.json": &news, "/calendar.json": &struct{}{}, "/bodies.json": &struct{}{}, "/bodies/1.json": &struct{}{}} {
		status, body := ask(s, path, "*/*")
		if err := json.Unmarshal([]byte(body), into); status != http.StatusOK || err != nil {
			t.Errorf("%s: status %d, %v", path, status, err)
		}
	}
	// An edition keeps the label that it was published with when a later one follows.
	var labels []string
	for _, line := range news.Publications {
		if line.Subject.Kind == gazette.KindAgenda {
			labels = append(labels, line.Label.En)
		}
	}
	if got := strings.Join(labels, ", "); got != "Supplement 1, Agenda" {
		t.Errorf("agendas are labelled %q", got)
	}
}
