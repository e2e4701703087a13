package site_test

import (
	"net/http"
	"strings"
	"testing"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Files of a Modern.Gov site lead to the files themselves where they are held, and to the page that
// has something of them where they are not.
func TestOldFiles(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	hash := strings.Repeat("ab", 32)
	document := func(number int, kind council.DocumentKind, name string) {
		d := gazette.Document{Kind: kind, Title: council.InEnglish(name), Type: "application/pdf", Size: 9}
		d.File = &gazette.File{SHA256: hash, Name: name}
		s.publish(t, subject(gazette.KindDocument, number), d)
	}
	document(72, council.Report, "Harbour report.pdf")
	document(73, council.AgendaPack, "Pack.pdf")
	document(74, council.MinutesDoc, "Minutes.pdf")
	s.publish(t, subject(gazette.KindAgenda, 21), gazette.Agenda{Label: council.InEnglish("Agenda"), Documents: []int{73}, Items: []gazette.Item{{Number: 902, Printed: "6", Title: council.InEnglish("Harbour plan")}}})
	s.publish(t, subject(gazette.KindMinutes, 21), gazette.Minutes{State: council.MinutesPublished, Documents: []int{74}})
	for old, want := range map[string]struct {
		status int
		to     string
	}{
		"/documents/s72/anything.pdf":           {http.StatusMovedPermanently, "/documents/72/Harbour%20report.pdf"},
		"/Documents/S72/Harbour%20report.pdf":   {http.StatusMovedPermanently, "/documents/72/Harbour%20report.pdf"},
		"/documents/s71/Harbour%20plan.pdf":     {http.StatusFound, "/documents/71"},
		"/documents/g21/Pack.pdf?T=10&Info=1":   {http.StatusFound, "/documents/73/Pack.pdf"},
		"/documents/g21/Agenda%20front.pdf?T=0": {http.StatusFound, "/documents/73/Pack.pdf"},
		"/documents/g21/Printed.pdf?t=1":        {http.StatusFound, "/documents/74/Minutes.pdf"},
		"/documents/g21/Decisions.pdf?T=2":      {http.StatusFound, "/meetings/21"},
		"/mgConvert2PDF.aspx?ID=21&T=1":         {http.StatusFound, "/documents/74/Minutes.pdf"},
		"/mgconvert2pdf.aspx?id=21&t=10":        {http.StatusFound, "/documents/73/Pack.pdf"},
		"/documents/g11/Pack.pdf?T=10":          {http.StatusFound, "/meetings/11#contents"},
	} {
		r := request(t, s, "GET", old)
		if got := r.Header.Get("Location"); r.StatusCode != want.status || got != want.to {
			t.Errorf("%s: %d to %q, want %d to %q", old, r.StatusCode, got, want.status, want.to)
		}
	}
}

func TestOldFilters(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	s.publish(t, subject(gazette.KindPerson, 9), gazette.Person{Name: "Ann Frost"})
	for old, want := range map[string]string{
		"/mgDelegatedDecisions.aspx?bcr=1&DM=0&DS=2&K=0&DR=&V=0":                 "/decisions",
		"/mgDelegatedDecisions.aspx?DM=2&K=1":                                    "/decisions?body=2&key=yes",
		"/mgDelegatedDecisions.aspx?dm=9":                                        "/decisions?person=9",
		"/mgDelegatedDecisions.aspx?DR=06/02/2018-06/01/2018":                    "/decisions?from=2018-01-06&to=2018-02-06",
		"/mgDelegatedDecisions.aspx?DR=31/02/2018-x":                             "/decisions",
		"/mgListOfficerDecisions.aspx?DR=1/1/2020-":                              "/decisions?from=2020-01-01&officer=yes",
		"/mgAttendance.aspx":                                                     "/attendance",
		"/mgAttendance.aspx?XXR=0&DR=01%2f05%2f2003-12%2f04%2f2012&ACT=Go&UID=9": "/people/9?from=2003-05-01&to=2012-04-12#attendance",
		"/mgUserAttendanceSummary.aspx?XXR=0":                                    "/attendance",
		"/mgUserAttendanceSummary.aspx?DR=01/05/2024-30/04/2025":                 "/attendance?from=2024-05-01&to=2025-04-30",
		"/mguserattendancesummary.aspx?uid=9":                                    "/people/9#attendance",
	} {
		r := request(t, s, "GET", old)
		if got := r.Header.Get("Location"); r.StatusCode != http.StatusMovedPermanently || got != want {
			t.Errorf("%s: %d to %q, want %q", old, r.StatusCode, got, want)
			continue
		}
		// The page that it leads to answers.
		if r := request(t, s, "GET", strings.Split(want, "#")[0]); r.StatusCode != http.StatusOK {
			t.Errorf("%s leads to %s, which answers %s", old, want, r.Status)
		}
	}
}
