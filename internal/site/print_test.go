package site_test

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper/word"
)

// fullAgenda has all that an agenda can say.
func fullAgenda() gazette.Agenda {
	en := council.InEnglish
	return gazette.Agenda{Label: en("Agenda"), Items: []gazette.Item{
		{Number: 9000, Title: en("Part one"), Heading: true},
		{Number: 9001, Printed: "3", Title: council.Text{En: "Bus lane", Cy: "Lôn fysiau"}, Purpose: en("To consider a joint report of the directors."), AskedLead: "The Cabinet is asked to:",
			Asked:   []gazette.Ask{{Label: "a)", Text: en("approve the lane;")}, {Label: "b)", Text: en("ask for a report within a year.")}},
			Summary: en("<p>The lane saves <strong>four</strong> minutes.</p><ul><li>on weekdays</li><li>in the rush</li></ul>"), Documents: []int{7, 8},
			Contacts: []gazette.Contact{{Name: "Alma Frost", Email: "alma@anytown.example"}}},
		{Number: 9002, Printed: "4(a)", Title: en("Land"), Openness: council.Exempt, Exemption: &gazette.Exemption{Paragraphs: []int{3}, Reason: en("A price is being agreed.")}},
		{Number: 9003, Printed: "5", Title: en("Floods"), Purpose: en("To hear what can be done."), Urgency: &gazette.Urgency{By: "the Chair", Reason: en("The river rose on Monday.")}},
	}}
}

var spaces = regexp.MustCompile(`\s+`)

func squeezed(s string) string { return strings.TrimSpace(spaces.ReplaceAllString(s, " ")) }

// printedText is what the pages of a PDF say, without what stands at their foot.
func printedText(t *testing.T, content []byte, foot string) (text, structure string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) string {
		out, err := exec.CommandContext(t.Context(), name, args...).Output()
		if err != nil {
			t.Skipf("%s is needed (Debian: poppler-utils): %v", name, err)
		}
		return string(out)
	}
	feet := regexp.MustCompile(regexp.QuoteMeta(foot) + ` \d+ ?/ ?\d+`)
	return squeezed(feet.ReplaceAllString(squeezed(run("pdftotext", "-raw", path, "-")), " ")), run("pdfinfo", "-struct", path)
}

// letters are the words without what a list is marked with, and without what formats cut differently.
func letters(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n•", r) }), " ")
}

func TestAnAgendaSaysTheSameAsPageAsTaggedPDFAndAsWord(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	s.publish(t, subject(gazette.KindMeeting, 812), gazette.Meeting{Body: 1, Day: council.NewDay(2026, 4, 9), Starts: "18:00", Place: council.InEnglish("Moot Hall"), State: council.Summoned})
	s.publish(t, subject(gazette.KindDocument, 7), gazette.Document{Kind: council.Report, Title: council.InEnglish("Bus lane report"), Size: 5000})
	s.publish(t, subject(gazette.KindDocument, 8), gazette.Document{Kind: council.Appendix, Title: council.InEnglish("Land price"), Openness: council.Exempt})
	s.publish(t, subject(gazette.KindAgenda, 812), fullAgenda())
	for _, at := range []string{"/meetings/812/agenda", "/cy/meetings/812/agenda"} {
		whole := bodyOf(t, request(t, s, http.MethodGet, at))
		sameInEveryFormat(t, s, at+".pdf", at+".docx", main(t, whole))
		for _, says := range []string{"approve the lane;", "four", "in the rush", "A price is being agreed.", "The river rose on Monday.", "Land price", at + ".pdf", at + ".docx"} {
			if !strings.Contains(whole, says) {
				t.Errorf("%s does not say %q", at, says)
			}
		}
	}
	if got := request(t, s, http.MethodGet, "/meetings/999/agenda.pdf"); got.StatusCode != http.StatusNotFound {
		t.Errorf("the agenda of no meeting: %d", got.StatusCode)
	}
}

func TestANoticeCanBeHadAsTaggedPDFAndAsWord(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	notice := gazette.Document{Kind: council.NoticeDoc, Title: council.Text{En: "Notice of a private meeting", Cy: "Hysbysiad o gyfarfod preifat"},
		HTML: `<div lang="en"><h2>Notice of a private meeting</h2><p>The Cabinet means to meet in private.</p><h3>Reasons</h3><p>A price is being agreed.</p></div>` +
			`<div lang="cy"><h2>Hysbysiad</h2><p>Mae'r Cabinet yn bwriadu cyfarfod yn breifat.</p></div>`}
	s.publish(t, subject(gazette.KindDocument, 7), notice)
	page := bodyOf(t, request(t, s, http.MethodGet, "/documents/7"))
	if !strings.Contains(page, "/documents/7/document.pdf") || !strings.Contains(page, "/documents/7/document.docx") {
		t.Fatalf("its page does not offer them:\n%s", page)
	}
	text, _, _ := seen(t, notice.HTML)
	sameInEveryFormat(t, s, "/documents/7/document.pdf", "/documents/7/document.docx", notice.Title.En+" "+text)
	for _, name := range []string{"/documents/7/document.exe", "/documents/7/other.pdf"} {
		if got := request(t, s, http.MethodGet, name); got.StatusCode == http.StatusOK {
			t.Errorf("%s: %d", name, got.StatusCode)
		}
	}
	notice.HTML, notice.Withdrawn = "", council.InEnglish("It was sent by mistake.")
	s.publish(t, subject(gazette.KindDocument, 7), notice)
	if got := request(t, s, http.MethodGet, "/documents/7/document.pdf"); got.StatusCode == http.StatusOK {
		t.Error("a notice that was withdrawn is printed still")
	}
}

// main is what the printed part of a page says: its heading and what follows.
func main(t *testing.T, page string) string {
	t.Helper()
	at := strings.Index(page, `<div class="moot-prose">`)
	if at < 0 {
		t.Fatalf("no printed document in\n%s", page)
	}
	end := strings.Index(page[at:], "</main>")
	text, _, _ := seen(t, page[at:at+end])
	return text
}

// sameInEveryFormat holds that a PDF and a Word file say what a page says, tagged with its headings and
// lists.
func sameInEveryFormat(t *testing.T, s *saltmere, pdfAt, wordAt, says string) {
	t.Helper()
	content := []byte(bodyOf(t, request(t, s, http.MethodGet, wordAt)))
	read, err := word.Read(bytes.NewReader(content), int64(len(content)), 1<<20)
	if err != nil {
		t.Fatalf("%s: %v", wordAt, err)
	}
	inWord, _, _ := seen(t, read.Document.HTML())
	if !strings.Contains(letters(inWord), letters(says)) {
		t.Errorf("%s: %s", wordAt, cmp.Diff(letters(inWord), letters(says)))
	}
	text, structure := printedText(t, []byte(bodyOf(t, request(t, s, http.MethodGet, pdfAt))), read.Title)
	if !strings.Contains(letters(text), letters(inWord)) {
		t.Errorf("%s: %s", pdfAt, cmp.Diff(letters(text), letters(inWord)))
	}
	for _, h := range []string{"H1", "H2"} {
		if strings.Contains(read.Document.HTML(), "<"+strings.ToLower("H")+string(h[1]+1)) && !strings.Contains(structure, h+" (block)") {
			t.Errorf("%s has no %s:\n%s", pdfAt, h, structure)
		}
	}
	if got := strings.Count(structure, "LI (block)"); got != strings.Count(read.Document.HTML(), "<li") {
		t.Errorf("%s has %d items of lists, the Word file others:\n%s", pdfAt, got, structure)
	}
}

func TestAnExtractSaysTheSameAsPageAsTaggedPDFAndAsWord(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	s.publish(t, subject(gazette.KindMeeting, 812), gazette.Meeting{Body: 1, Day: council.NewDay(2026, 4, 9), Starts: "18:00", State: council.Held})
	s.publish(t, subject(gazette.KindDocument, 7), gazette.Document{Kind: council.Report, Title: council.InEnglish("Bus lane report"), Size: 5000})
	s.publish(t, subject(gazette.KindDocument, 8), gazette.Document{Kind: council.Appendix, Title: council.InEnglish("Land price"), Openness: council.Exempt})
	s.publish(t, subject(gazette.KindAgenda, 812), fullAgenda())
	minutes := gazette.Minutes{State: council.MinutesDraft, Items: []gazette.ItemMinute{
		{Item: 9001, Prose: council.InEnglish("<p>The lane was debated.</p><ul><li>It rained.</li></ul>")}, {Item: 9002, Prose: council.InEnglish("<p>The public was excluded.</p>")}}}
	s.publish(t, subject(gazette.KindMinutes, 812), minutes)
	for _, item := range []string{"/items/9001", "/items/9002"} {
		if whole := bodyOf(t, request(t, s, http.MethodGet, item)); !strings.Contains(whole, item+"/extract") {
			t.Errorf("%s does not lead to its extract", item)
		}
		at := item + "/extract"
		sameInEveryFormat(t, s, at+".pdf", at+".docx", main(t, bodyOf(t, request(t, s, http.MethodGet, at))))
	}
	says, _, _ := seen(t, bodyOf(t, request(t, s, http.MethodGet, "/items/9001/extract")))
	for _, want := range []string{"Extract from the minutes", "9 April 2026", "Draft", "The lane was debated.", "Bus lane"} {
		if !strings.Contains(says, want) {
			t.Errorf("the extract does not say %q: %s", want, says)
		}
	}
	if strings.Contains(says, "The public was excluded.") {
		t.Errorf("the extract of one item has another: %s", says)
	}
	if got := request(t, s, http.MethodGet, "/items/9003/extract"); got.StatusCode != http.StatusNotFound {
		t.Errorf("an item without a minute: %d", got.StatusCode)
	}
}
