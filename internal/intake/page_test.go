package intake

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

func readFixture(t *testing.T, name string) SavedPage {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	p, err := ReadPage(name, content)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range p.Problems {
		t.Errorf("problem: %v", problem)
	}
	return p
}

func TestPageOfTables(t *testing.T) {
	t.Parallel()
	p := readFixture(t, "tables.html")
	if p.Issue != 40217 || p.Title != "Street Trees Strategy 2021-26" || !strings.HasPrefix(p.Address, "https://democracy.aldermere.example/ieIssue") {
		t.Errorf("issue %d %q at %s", p.Issue, p.Title, p.Address)
	}
	if len(p.Meetings) != 2 {
		t.Fatalf("%d meetings", len(p.Meetings))
	}
	const site = "https://democracy.aldermere.example/"
	const pdf = "application/pdf"
	want := SavedMeeting{Line: 19, Day: council.NewDay(2021, 7, 14), Body: "Council Meeting", MeetingNumber: 5120, BodyNumber: 131, ItemNumber: 30911,
		Item: SavedItem{Line: 22, Printed: "9", Title: "Street Trees Strategy 2021-26 (P&G7)", ShortTitle: "Street Trees Strategy 2021-26", References: []string{"P&G7"},
			Documents: []SavedDocument{
				{Line: 22, Title: "Street Trees Strategy 2021-26", Type: pdf, Size: 310 << 10, Address: site + "documents/s81201/Street%20Trees.pdf", Number: 81201},
				{Line: 31, Title: "Appendix A - The Strategy", Type: pdf, Size: 2 << 20, Address: site + "documents/s81202/Appendix%20A.pdf", Number: 81202, Additional: true},
				{Line: 32, Title: "Restricted enclosure 3", Additional: true, Restricted: true},
				{Line: 33, Title: "Equality analysis", Type: pdf, Size: 96 << 10, Address: site + "mgConvert2PDF.aspx?ID=30911", Additional: true},
			},
			Purpose:   "To consider a report of the Cabinet Member for Parks & Green Spaces.",
			AskedLead: "The Council Meeting is recommended to", Asked: []gazette.Ask{{Text: council.InEnglish("adopt the Strategy.")}}, AskedVerbs: []council.Verb{council.Adopted},
			Minutes: SavedProse{Line: 35, HTML: "<p>The Cabinet Member for Parks &amp; Green Spaces submitted the Strategy.</p>\n" +
				"<p><strong>RESOLVED</strong> – (41 for, 3 against, 1 abstention) That the Street Trees Strategy 2021-26 be adopted.</p>",
				Text: "The Cabinet Member for Parks & Green Spaces submitted the Strategy.\nRESOLVED – (41 for, 3 against, 1 abstention) That the Street Trees Strategy 2021-26 be adopted."},
		}}
	if diff := cmp.Diff(want, p.Meetings[0], cmp.Comparer(func(a, b council.Day) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	it := p.Meetings[1].Item
	if it.Printed != "6.(ii)" || it.Documents[0].Title != "Report" || len(it.Asked) != 2 || it.Asked[1].Label != "b." || len(it.Contacts) != 1 || it.Contacts[0].Name != "Ffion Marsh" {
		t.Errorf("item %+v", it)
	}
	wantSummary := `<p>Aldermere has 14,200 street trees. The Strategy says <em>where</em> the next 3,000 will stand.</p>` + "\n" +
		`<table><tbody><tr><th scope="col">Ward</th><th scope="col">Trees</th></tr><tr><td>Quayside</td><td>410</td></tr><tr><td>Hartley</td><td></td></tr></tbody></table>`
	if diff := cmp.Diff(wantSummary, it.Summary); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(it.Minutes.HTML, "<ul><li>Who waters") || strings.Contains(it.Minutes.HTML, "Tide Street") {
		t.Errorf("minutes: %s", it.Minutes.HTML)
	}
}

func TestPageOfHeadings(t *testing.T) {
	t.Parallel()
	p := readFixture(t, "headings.html")
	if p.Issue != 40300 || p.Title != "Ferry Landing Repairs" || len(p.Meetings) != 2 {
		t.Fatalf("%+v", p)
	}
	area, cabinet := p.Meetings[0].Item, p.Meetings[1].Item
	if d := area.Documents; len(d) != 1 || d[0].Number != 700 || d[0].Size != 1536<<10 || d[0].Title != "Ferry Landing Repairs" || area.Title != d[0].Title {
		t.Errorf("%q: %+v", area.Title, d)
	}
	want := "<h3>Debate</h3>\n<p>Members asked that the steps stay open.</p>\n<h3>Outcome</h3>\n<p>RESOLVED: - That the repairs be supported and the report be noted.</p>"
	if diff := cmp.Diff(want, area.Minutes.HTML); diff != "" {
		t.Error(diff)
	}
	if cabinet.Minutes.HTML != "" || !strings.Contains(cabinet.Decision.HTML, "£210,000") || strings.Contains(cabinet.Decision.HTML, "©") {
		t.Errorf("%+v", cabinet)
	}
}

func TestPageOfText(t *testing.T) {
	t.Parallel()
	p := readFixture(t, "flat.txt")
	if p.Issue != 40300 || len(p.Meetings) != 1 || p.Title != "Ferry Landing Repairs" {
		t.Fatalf("%+v", p)
	}
	var got []string
	for _, d := range p.Meetings[0].Item.Documents {
		got = append(got, d.Title)
	}
	if diff := cmp.Diff([]string{"Ferry Landing Repairs", "Background: soundings of 2018", "Photographs"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestSeedAsHTML reads the real page from HTML made of its text in several shapes: all must read
// the same.
func TestSeedAsHTML(t *testing.T) {
	t.Parallel()
	text := string(seedPage(t))
	for name, shape := range map[string]func(line string, n int) string{
		"paragraphs": func(line string, n int) string {
			switch {
			case n == 0:
				return "<h1>" + line + "</h1>"
			case n == 1:
				return `<h2 class="mgSubTitleTxt">` + line + "</h2>"
			case strings.HasPrefix(line, "Meeting:"):
				return "<h3>" + line + "</h3>"
			}
			return `<p class="MsoNormal">` + line + "</p>"
		},
		"divs": func(line string, n int) string { return "<div><span>" + line + "</span></div>" },
		"breaks": func(line string, n int) string {
			if n == 1 {
				return "<b>" + line + "</b><br><br>"
			}
			return line + "<br />"
		},
		"cells": func(line string, n int) string { return "<tr><td>" + line + "</td></tr>" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			b.WriteString("<html><body><nav>Home</nav>\n")
			if name == "cells" {
				b.WriteString("<table>")
			}
			n := 0
			for line := range strings.Lines(text) {
				if fold(line) != "" {
					b.WriteString(shape(strings.ReplaceAll(html.EscapeString(strings.TrimSpace(line)), "\u00a0", "&nbsp;"), n) + "\n")
					n++
				}
			}
			p, err := ReadPage("seed.html", []byte(b.String()))
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Problems) > 0 {
				t.Errorf("problems: %v", p.Problems)
			}
			checkSeed(t, p)
			plain, err := ReadPage("seed.txt", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			for i, m := range plain.Meetings {
				if diff := cmp.Diff(m.Item.Minutes.HTML, p.Meetings[i].Item.Minutes.HTML); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff(m.Item.Summary, p.Meetings[i].Item.Summary); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	utf := "Issue - meetings\n\nCaffi’r Tŷ – £5\n\nMeeting: 01/02/2020 - Cabinet (Item 1)\n\n1 Caffi’r Tŷ – £5 PDF 1 KB\n"
	ansi := strings.NewReplacer("’", "\x92", "–", "\x96", "£", "\xa3", "ŷ", "y").Replace(utf)
	wide := []byte{0xff, 0xfe}
	for _, r := range utf {
		wide = append(wide, byte(r), byte(r>>8))
	}
	page := func(s string) string {
		return "<html><head>" + strings.Repeat("<!-- padding -->", 100) + "</head><body><h1>Issue - meetings</h1><h2>Caffi’r Tŷ – £5</h2><h3>Meeting: 01/02/2020 - Cabinet (Item 1)</h3><p>1 Caffi’r Tŷ – £5 PDF 1 KB</p></body></html>" + s
	}
	for name, c := range map[string]struct{ content, want string }{
		"utf-8":              {utf, "Caffi’r Tŷ – £5"},
		"utf-8 with mark":    {"\ufeff" + utf, "Caffi’r Tŷ – £5"},
		"windows-1252":       {ansi, "Caffi’r Ty – £5"},
		"utf-16":             {string(wide), "Caffi’r Tŷ – £5"},
		"crlf":               {strings.ReplaceAll(utf, "\n", "\r\n"), "Caffi’r Tŷ – £5"},
		"html, undeclared":   {page(""), "Caffi’r Tŷ – £5"},
		"html, declared":     {strings.Replace(strings.NewReplacer("’", "\x92", "–", "\x96", "£", "\xa3", "ŷ", "y").Replace(page("")), "<head>", `<head><meta charset="iso-8859-1">`, 1), "Caffi’r Ty – £5"},
		"html, wrongly said": {strings.Replace(strings.NewReplacer("’", "\x92", "–", "\x96", "£", "\xa3", "ŷ", "y").Replace(page("")), "<head>", `<head><meta charset="utf-8">`, 1), "Caffi’r Ty – £5"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := ReadPage("x", []byte(c.content))
			if err != nil {
				t.Fatal(err)
			}
			if p.Title != c.want || p.Meetings[0].Item.Title != c.want {
				t.Errorf("%q, %q, want %q", p.Title, p.Meetings[0].Item.Title, c.want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ content, says string }{
		"empty":        {"", "an empty page"},
		"prose":        {"\n\nDear Sir,\nI write to you about trees.\n", "“Dear Sir,” on line 3"},
		"other page":   {"<html><body><p>x</p>\n<h1>Issue - decisions</h1><p>None.</p></body></html>", "“Issue - decisions” on line 2"},
		"pdf":          {"%PDF-1.7\n", "is a PDF"},
		"word":         {"PK\x03\x04xxx", "Word document"},
		"mhtml":        {"From: <Saved by Blink>\n", "web archive"},
		"binary":       {"Issue\n\x00\x01", "zero byte on line 2"},
		"no title":     {"Meeting: 01/02/2020 - Cabinet (Item 1)\n1 X PDF 1 KB\n", "the issue's title before the first meeting"},
		"bad day only": {"Issue - meetings\n\nX\n\nMeeting: 31/02/2020 - Cabinet (Item 1)\n1 X PDF 1 KB\n", "on line 5"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := ReadPage("page.txt", []byte(c.content))
			if !errors.Is(err, council.ErrInvalid) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "page.txt") {
				t.Errorf("%v, want it to say %q (page %+v)", err, c.says, p)
			}
		})
	}
}

func TestHalfReadable(t *testing.T) {
	t.Parallel()
	p, err := ReadPage("half.txt", []byte(`Issue - meetings

Moorings
Something else

Meeting: 05/04/2018 - Council Meeting (Item 3)

3 Moorings pdf icon PDF 56 KB

Additional documents:

An unsized paper

Minutes:

RESOLVED – That X be approved.

Meeting: 30/02/2018 - Cabinet (Item 6)

6 Moorings PDF 1 KB

Meeting: 05/01/2018 - Cabinet

6 Moorings PDF 1 KB

Meeting: 04/01/2018 - Cabinet (Item 6)

7 Moorings PDF 1 KB

Meeting: 03/01/2018 - Cabinet (Item 6)

Meeting: 05/04/2018 - Council Meeting (Item 3)

3 Moorings pdf icon PDF 56 KB
`))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Meetings) != 1 {
		t.Errorf("%d meetings", len(p.Meetings))
	}
	var got []string
	for _, problem := range p.Problems {
		got = append(got, problem.String())
	}
	want := []string{
		"line 4: expected the first meeting after the issue's title, found “Something else”; left out: that line",
		"line 12: expected a document as “title PDF 56 KB”, found “An unsized paper”; left out: that document of Council Meeting on 5 April 2018, item 3",
		"line 18: expected a day of the calendar, as dd/mm/yyyy, found “Meeting: 30/02/2018 - Cabinet (Item 6)”; left out: that consideration",
		"line 22: expected “Meeting: dd/mm/yyyy - body (Item n)”, found “Meeting: 05/01/2018 - Cabinet”; left out: that consideration",
		"line 28: expected item number 6 as in the meeting's heading, found “7 Moorings PDF 1 KB”; left out: Cabinet on 4 January 2018, item 6",
		"line 30: expected the item's title after the meeting, found nothing; left out: Cabinet on 3 January 2018, item 6",
		"line 32: expected each consideration once, found Council Meeting on 5 April 2018, item 3 again, which stands on line 6; left out: the second of them",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzReadPage(f *testing.F) {
	for _, name := range []string{"tables.html", "headings.html", "flat.txt"} {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte("<h2>Meeting: 1/2/2020 - X (Item 1)<d\x00\x00e>3 Y</h2>")) // a name that grows when it is read
	f.Fuzz(func(t *testing.T, content []byte) {
		p, err := ReadPage("fuzz", content)
		if err != nil {
			if !errors.Is(err, council.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		for _, m := range p.Meetings {
			if m.Body == "" || m.Day.IsZero() || m.Item.Title == "" || m.Line < 1 {
				t.Errorf("%+v", m)
			}
			for _, s := range []string{m.Item.Summary, m.Item.Minutes.HTML, m.Item.Decision.HTML} {
				if again := Clean(s); again != s {
					t.Errorf("%q is not clean: %q", s, again)
				}
			}
		}
	})
}
