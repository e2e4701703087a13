package paper_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/word"
)

// sayings are the kinds of document that a council sends out.
func sayings() map[string]doc.Document {
	held := time.Date(2018, 3, 13, 18, 0, 0, 0, time.UTC)
	table := doc.Table{Caption: "Grants by ward", RowHeads: true, Head: []doc.Row{doc.Cells("Ward", "2018/19", "2019/20")}}
	for _, ward := range []string{"Bridge & Quay", "Castle", "Llan Uchaf"} {
		table.Body = append(table.Body, doc.Cells(ward, "£1,250", "to be agreed once the fund of the whole borough is known"))
	}
	table.Body = append(table.Body, doc.Row{{Blocks: []doc.Block{doc.Para("All")}}, {Blocks: []doc.Block{doc.Para("£3,750")}, Cols: 2}})
	minutes := []doc.Block{doc.Head(1, "Minutes of the Cabinet"), doc.Para("Present: Councillors Ann Ellis (Chair), Owain Pryce and Jo Ames."),
		doc.Head(2, "6. Safer Vale: Strategic Plan"), doc.Paragraph{Spans: []doc.Span{{Text: "The Corporate Director submitted a joint report (C&H25)"}, {Note: 1}, {Text: "."}}},
		doc.Head(3, "Points raised"), doc.List{Items: doc.Items("How would residents be told? – By letter.", "Whether “area committees” would see it; they would.")},
		doc.Head(3, "Resolved"), doc.List{Numbering: doc.Decimal, Items: []doc.Item{
			doc.Labelled("(1)", "That the Council be recommended to approve the plan;"),
			{Label: "(2)", Blocks: []doc.Block{doc.Para("That the Director be asked to report on:"), doc.List{Numbering: doc.LowerAlpha, Items: []doc.Item{doc.Labelled("(a)", "delivery;"), doc.Labelled("(b)", "cost;")}}, doc.Para("in six months.")}},
			doc.Labelled("(3)", "That the grants below be noted."),
		}}, table}
	for n := range 40 { // over several pages
		minutes = append(minutes, doc.Head(2, strconv.Itoa(n+7)+". A further item"), doc.Para("It was noted that the work described in the report of the year before had gone on as the committee had asked, ward by ward."))
	}
	return map[string]doc.Document{
		"agenda": {Title: "Agenda: Cabinet, 13 March 2018", Lang: "en-GB", Date: held, Footer: "Vale Council", Blocks: []doc.Block{
			doc.Head(1, "Agenda"), doc.Paragraph{Spans: []doc.Span{{Text: "Town Hall, "}, {Text: "6 pm", Bold: true}, {Text: ". Watch at "}, {Text: "the council's site", Link: "https://example.org/live?a=1&b=2"}}},
			doc.List{Numbering: doc.Decimal, Items: []doc.Item{doc.Labelled("1.", "Apologies"), doc.Labelled("1.(iv)", "Petitions"), doc.Labelled("6(a)", "Safer Vale: Strategic Plan"), doc.Labelled("6(b)", "Appendix")}},
			doc.Heading{Level: 2, Spans: doc.Plain("Hawl i siarad"), Lang: "cy"}, doc.Paragraph{Spans: doc.Plain("Cewch siarad Cymraeg: ŵ ŷ â."), Lang: "cy"},
		}},
		"notice": {Title: "Notice of a key decision", Lang: "en-GB", Date: held, Blocks: []doc.Block{
			doc.Head(1, "Notice of a key decision"), doc.Table{Head: []doc.Row{doc.Cells("Matter", "When", "Who decides")}, Body: []doc.Row{doc.Cells("Strategic Plan", "13 March 2018", "Cabinet")}},
			doc.Head(2, "Documents"), doc.List{Items: doc.Items("Report C&H25", "Report R&G16")},
		}},
		"minutes":  {Title: "Minutes: Cabinet, 13 March 2018", Lang: "en-GB", Date: held, Blocks: minutes, Notes: []doc.Note{{doc.Para("Appendix 1 to the report.")}}},
		"decision": {Title: "Penderfyniad", Lang: "cy", Date: held, Blocks: []doc.Block{doc.Head(1, "Penderfyniad"), doc.Para("Gŵyl y dref: cymeradwywyd."), doc.List{Numbering: doc.LowerRoman, Start: 4, Items: doc.Items("pedwar", "pump")}}},
	}
}

// saying is what a document says, whatever its form: "h1 Agenda", "label (1)", "th column", "text …".
type saying struct{ lines []string }

func (s *saying) is(kind string) { s.lines = append(s.lines, kind) }

func (s *saying) text(t string) {
	if n := len(s.lines); n == 0 || !strings.HasPrefix(s.lines[n-1], "text ") {
		s.is("text ")
	}
	s.lines[len(s.lines)-1] += t
}

func (s *saying) done() (out []string) {
	for _, l := range s.lines {
		if l = strings.Join(strings.Fields(l), " "); l != "text" && l != "p" {
			out = append(out, l)
		}
	}
	return out
}

func ofHTML(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var s saying
	var walk func(n *html.Node)
	get := func(n *html.Node, key string) string {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val
			}
		}
		return ""
	}
	walk = func(n *html.Node) {
		class, kids := get(n, "class"), n.FirstChild
		switch {
		case n.Type == html.TextNode:
			s.text(n.Data)
		case len(n.Data) == 2 && n.Data[0] == 'h' && n.Data != "hr":
			s.is("h" + string(n.Data[1]-1))
		case n.Data == "ol":
			start, _ := strconv.Atoi(get(n, "start"))
			kind := doc.Numbering(get(n, "type"))
			if kind == "" {
				kind = doc.Decimal
			}
			for li := kids; li != nil; li = li.NextSibling {
				if li.Type == html.ElementNode {
					s.is("label " + strings.TrimSuffix(kind.Label(max(start, 1)), "."))
					start = max(start, 1) + 1
					walk(li)
				}
			}
			s.is("p")
			return
		case class == "moot-labels__label":
			s.is("label " + strings.TrimSuffix(kids.Data, "."))
			s.is("p")
			return
		case n.Data == "li" && get(n.Parent, "class") == "" && n.Parent.Data == "ul":
			s.is("label •")
		case n.Data == "th", n.Data == "td":
			s.is(strings.TrimSpace(n.Data + " " + get(n, "scope") + get(n, "colspan")))
		case n.Data == "a" && strings.HasPrefix(get(n, "href"), "#noteref"):
			return
		case n.Data == "caption":
			s.is("caption")
		}
		for ; kids != nil; kids = kids.NextSibling {
			walk(kids)
		}
		switch n.Data {
		case "p", "li", "td", "th", "caption", "h2", "h3", "h4":
			s.is("p")
		}
	}
	walk(root)
	return s.done()
}

var (
	structure = regexp.MustCompile(`^\s*(H\d|Lbl|TH|TD|Caption|P|Note)\b`)
	attribute = regexp.MustCompile(`^\s*/(Scope|ColSpan) /?(\w+)`)
	quoted    = regexp.MustCompile(`^\s*"(.*)"$`)
)

// ofPDF reads the structure tree as poppler shows it.
func ofPDF(shown string) []string {
	var s saying
	label := false
	for line := range strings.SplitSeq(shown, "\n") {
		if m := quoted.FindStringSubmatch(line); m != nil && label {
			s.is("label " + strings.TrimSuffix(m[1], "."))
			s.is("p")
			label = false
		} else if m != nil {
			s.text(m[1])
		} else if m := attribute.FindStringSubmatch(line); m != nil {
			for i := range s.lines {
				if i == len(s.lines)-1 {
					s.lines[i] += " " + strings.ReplaceAll(strings.ToLower(m[2]), "column", "col")
				}
			}
		} else if m := structure.FindStringSubmatch(line); m != nil {
			switch m[1] {
			case "Lbl":
				label = true
			case "P":
				s.is("p")
			case "Note":
			default:
				s.is(strings.ToLower(m[1]))
			}
		}
	}
	return s.done()
}

func TestOneDocumentSaysTheSameInEveryForm(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"pdfinfo", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed (Debian: poppler-utils)", tool)
		}
	}
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	e := newExtractor(t, "paper-worker", paper.Limits{})
	for name, d := range sayings() {
		printed, err := press.Print(d)
		if err != nil {
			t.Fatal(err)
		}
		written, err := word.Write(d)
		if err != nil {
			t.Fatal(err)
		}
		page := ofHTML(t, d.HTML())
		if len(page) < 7 {
			t.Fatalf("%s: the page says only %q", name, page)
		}
		file := filepath.Join(t.TempDir(), "printed.pdf")
		if err := os.WriteFile(file, printed.PDF, 0o600); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(page, ofPDF(poppler(t, "pdfinfo", "-struct-text", file))); diff != "" {
			t.Errorf("%s (-HTML +PDF):\n%s", name, diff)
		}
		fromPDF, err := e.Extract(t.Context(), bytes.NewReader(printed.PDF))
		if err != nil {
			t.Fatal(err)
		}
		fromWord, err := e.Extract(t.Context(), bytes.NewReader(written))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(page, ofHTML(t, fromWord.HTML)); diff != "" {
			t.Errorf("%s (-HTML +Word):\n%s", name, diff)
		}
		for form, x := range map[string]paper.Extract{"PDF": fromPDF, "Word": fromWord} {
			if x.Title != d.Title || x.Lang != d.Lang {
				t.Errorf("%s as %s: title %q, language %q", name, form, x.Title, x.Lang)
			}
		}
		if diff := cmp.Diff(words(d.Text()), words(printedText(poppler(t, "pdftotext", file, "-"), d.Footer))); diff != "" {
			t.Errorf("%s: words (-text +PDF):\n%s", name, diff)
		}
		if diff := cmp.Diff(words(d.Text()), words(strings.Join(fromWord.Text, "\n"))); diff != "" {
			t.Errorf("%s: words (-text +Word):\n%s", name, diff)
		}
	}
}

func poppler(t *testing.T, tool string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), tool, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", tool, err, out)
	}
	return string(out)
}

var pageNumber = regexp.MustCompile(`(?m)^\d{1,2} ?/ ?\d{1,2}$`)

// printedText is the text of pages without what stands at their feet and their repeated heads.
func printedText(text, footer string) string {
	text = pageNumber.ReplaceAllString(text, "")
	if footer != "" {
		text = strings.ReplaceAll(text, footer, "")
	}
	return text
}

// words are the words of a text in alphabetical order, since columns are read in many orders.
func words(text string) []string {
	// Notes' numbers stand in brackets in plain text, and by their word in print.
	text = regexp.MustCompile(`\[(\d+)\]`).ReplaceAllString(text, "$1")
	out := strings.Fields(text)
	slices.Sort(out)
	return out
}
