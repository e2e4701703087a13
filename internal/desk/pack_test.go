package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/bindery"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
	"moothall/internal/register"
	"moothall/internal/site"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// bound is the bindery of a world.
func bound(t *testing.T, w *world, reg *register.Register, catalogue *page.Catalogue) *bindery.Bindery {
	t.Helper()
	words := catalogue.In(council.English)
	return &bindery.Bindery{Papers: reg, Packs: reg, Record: w.read, Public: w.files.public, Sealed: w.files.sealed, Extractor: w.files.extractor,
		Binder: w.files.binder(t), Prepared: filepath.Join(t.TempDir(), "packs"), Now: testkit.Morning,
		Wording: bindery.Wording{Pack: PackWords(words), Lang: "en-GB", In: council.English,
			Front: func(a gazette.MeetingAccount, p gazette.Part) doc.Document { return site.FrontSheet(words, a, p) },
			Title: func(a gazette.MeetingAccount, p gazette.Part) string { return site.PackTitle(words, a, p) }}}
}

// tender are the fields of an exempt paper.
func tender(title string) []string {
	return []string{"title", title, "of", "report", "openness", "exempt", "paragraphs", "3", "reason", "It would harm the tender", "by", "The Monitoring Officer", "review", "1/1/2027"}
}

// publishAgenda publishes the agenda of meeting 5 at the version that it has.
func (w *world) publishAgenda() {
	w.Helper()
	w.as(audience.Officer)
	k, err := w.desk.register.Agenda(w.Context(), w.door.viewer, 5)
	if err != nil {
		w.Fatal(err)
	}
	w.leads(w.post("/desk/meetings/5/publish", "version", strconv.Itoa(k.Agenda.Version)), "/desk/meetings/5?done=published")
}

// textIn is all text of a PDF, a page each.
func (w *world) textIn(content []byte) []string {
	w.Helper()
	x, err := w.files.extractor.Extract(w.Context(), bytes.NewReader(content))
	if err != nil {
		w.Fatal(err)
	}
	return x.Text
}

// public asks the public site.
func (w *world) public(path string) *httptest.ResponseRecorder {
	got := httptest.NewRecorder()
	w.site.ServeHTTP(got, httptest.NewRequestWithContext(w.Context(), http.MethodGet, path, nil))
	return got
}

// packOf is the public's pack of a part as it is on the record, with the text of its file.
func (w *world) packOf(document int) (gazette.DocumentPage, string) {
	w.Helper()
	d, err := w.read.Document(w.Context(), document)
	if err != nil || d.Content.File == nil {
		w.Fatalf("document %d: %+v, %v", document, d.Content, err)
	}
	got := w.public(filePathOf(d))
	if got.Code != http.StatusOK {
		w.Fatalf("its file: %d %s", got.Code, got.Header().Get("Location"))
	}
	return d, strings.Join(w.textIn(got.Body.Bytes()), "\f")
}

func filePathOf(d gazette.DocumentPage) string {
	return "/documents/" + strconv.Itoa(d.Number) + "/" + strings.ReplaceAll(d.Content.File.Name, " ", "%20")
}

func TestAPackIsMadeWhenAnAgendaIsPublished(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		item := w.agendaWithItem()
		w.brought(w.upload(item+"/papers/new", "bridge.pdf", printedPDF(t, "The bridge is sound."), "title", "Survey", "of", "appendix", "openness", "open"))
		w.brought(w.upload(item+"/papers/new", "lowestbid.pdf", printedPDF(t, "The lowest bid is 41."), tender("Tender")...))
		w.readAll()
		w.publishAgenda()
		w.shows("/desk/meetings/5/packs", "Waiting to be made", "See how far it has come")
		w.readAll()
		w.shows("/desk/meetings/5/packs", "Agenda, pack", "members&#39; pack with the exempt papers", "Ready", "Make them again")

		d, text := w.packOf(3)
		if d.Content.Kind != council.AgendaPack || !strings.Contains(text, "The bridge is sound.") || !strings.Contains(text, "A new bridge") || !strings.Contains(text, "Page 1") {
			t.Errorf("the public's pack: %+v\n%s", d.Content, text)
		}
		for _, secret := range []string{"lowest bid", "lowestbid"} {
			if strings.Contains(text, secret) {
				t.Errorf("the public's pack says %q", secret)
			}
		}
		m := w.public("/meetings/5").Body.String()
		if !strings.Contains(m, "page 1 of the pack") || !strings.Contains(m, "Agenda pack, ") {
			t.Errorf("the meeting's page does not tell of the pack:\n%s", m)
		}
		if page := w.public("/documents/3").Body.String(); !strings.Contains(page, "The papers in this pack") || !strings.Contains(page, "Survey") {
			t.Errorf("the pack's page does not list its papers:\n%s", page)
		}
		w.membersReadTheirPack()
	})
}

// membersReadTheirPack holds that the members' pack is for those who may read the exempt paper, with the
// names of members on it.
func (w *world) membersReadTheirPack() {
	w.Helper()
	const at = "/desk/meetings/5/packs/1"
	today := council.DayOf(testkit.Morning())
	for name, c := range map[string]struct {
		viewer audience.Viewer
		may    bool
		marked bool
	}{
		"a member of the body":    {audience.Admit(8, 0, "Cllr Jones", []audience.Grant{{Role: audience.Member, Body: 3}}, today), true, true},
		"the chair":               {audience.Admit(9, 0, "Cllr Chair", []audience.Grant{{Role: audience.Chair, Body: 3}}, today), true, true},
		"an officer":              {audience.Admit(10, 0, "Ann Officer", []audience.Grant{{Role: audience.Officer, Body: 3}}, today), true, false},
		"the monitoring officer":  {audience.Admit(11, 0, "Mona", []audience.Grant{{Role: audience.MonitoringOfficer}}, today), true, true},
		"another member":          {audience.Admit(12, 0, "Cllr Other", []audience.Grant{{Role: audience.Member, Body: 99}}, today), false, false},
		"an officer of elsewhere": {audience.Admit(13, 0, "Elsewhere", []audience.Grant{{Role: audience.Officer, Body: 99}}, today), false, false},
		"an author":               {audience.Admit(14, 0, "Arthur", []audience.Grant{{Role: audience.Author}}, today), false, false},
		"an approver":             {audience.Admit(15, 0, "Farah", []audience.Grant{{Role: audience.Approver}}, today), false, false},
		"an administrator":        {audience.Admit(16, 0, "Ada", []audience.Grant{{Role: audience.Administrator}}, today), false, false},
	} {
		w.door.viewer = c.viewer
		got := w.get(at)
		if !c.may {
			if got.Code == http.StatusOK && strings.Contains(strings.Join(w.textIn(got.Body.Bytes()), "\f"), "lowest bid") {
				w.Errorf("%s is given the members' pack", name)
			}
			if pages := w.get(at + "/pages?q=bid").Body.String(); strings.Contains(pages, "lowest bid") || strings.Contains(pages, "Found on 1 page") {
				w.Errorf("%s reads of the bid:\n%s", name, pages)
			}
			if page := w.get("/desk/meetings/5/packs"); strings.Contains(page.Body.String(), "Not for publication") {
				w.Errorf("%s is told of the members' pack", name)
			}
			continue
		}
		if got.Code != http.StatusOK {
			w.Errorf("%s: %d %s", name, got.Code, got.Body)
			continue
		}
		text := strings.Join(w.textIn(got.Body.Bytes()), "\f")
		if !strings.Contains(text, "The lowest bid is 41.") || !strings.Contains(text, "The bridge is sound.") ||
			strings.Contains(text, "Copy for "+c.viewer.Name()) != c.marked {
			w.Errorf("%s reads\n%s", name, text)
		}
	}
	w.door.viewer = audience.Admit(8, 0, "Cllr Jones", []audience.Grant{{Role: audience.Member, Body: 3}}, today)
	w.shows(at+"/pages?q=LOWEST", "Found on 1 page", "lowest bid is 41", "Not for publication", "Survey", `data-papers="[{`)
	w.shows(at+"/pages?page=2", "Page 2 as text: Tender", "The lowest bid is 41.", `rel="prev"`, "Page 1")
	if got := w.get(at + "/pages?page=99"); got.Code != http.StatusNotFound {
		w.Errorf("a page that there is not: %d", got.Code)
	}
	w.door.viewer = audience.Viewer{}
	if got := w.get(at); got.Code != http.StatusSeeOther {
		w.Errorf("the public is given the members' pack: %d", got.Code)
	}
}

func TestASupplementHasItsOwnPackAndNumbersStay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	w.brought(w.upload(item+"/papers/new", "a.pdf", printedPDF(t, "First words."), "title", "First", "of", "appendix", "openness", "open"))
	second := w.brought(w.upload(item+"/papers/new", "b.pdf", printedPDF(t, "Second words."), "title", "Second", "of", "appendix", "openness", "open"))
	w.readAll()
	w.publishAgenda()
	w.readAll()
	before, _ := w.packOf(3)
	w.brought(w.upload(item+"/papers/new", "c.pdf", printedPDF(t, "Third words."), "title", "Third", "of", "appendix", "openness", "open"))
	w.readAll()
	w.publishAgenda()
	w.readAll()
	if after, _ := w.packOf(3); after.Revision.Entries != before.Revision.Entries || after.Content.File.SHA256 != before.Content.File.SHA256 {
		t.Errorf("the agenda's pack was published again: %+v", after.Revision)
	}
	d, text := w.packOf(5)
	if got := d.Content.Pack.Papers; len(got) != 1 || got[0] != (gazette.PackedPaper{Document: 4, From: "S1-1", To: "S1-1"}) || !strings.Contains(text, "Third words.") ||
		strings.Contains(text, "Second words.") || !strings.Contains(text, "Page S1-1") {
		t.Errorf("the supplement's pack: %+v\n%s", got, text)
	}

	w.leads(w.post("/desk/papers/1/withdraw", "withdraw-reason", "It was of another bridge"), "/desk/papers/1?done=withdrawn")
	if d, err := w.read.Document(t.Context(), 3); err != nil || d.Content.File != nil || d.Content.Withdrawn.IsZero() {
		t.Errorf("the pack that holds a withdrawn paper is given still: %+v, %v", d.Content, err)
	}
	if got := w.public(filePathOf(before)); got.Code == http.StatusOK {
		t.Error("its file is given still")
	}
	w.shows("/desk/meetings/5/packs", "Withdrawn until it is made again")
	w.readAll()
	again, text := w.packOf(3)
	if got := again.Content.Pack.Papers; len(got) != 1 || got[0].Document != 2 || got[0].From != "2" {
		t.Errorf("the paper behind the withdrawn one moved: %+v", got)
	}
	if strings.Contains(text, "First words.") || !strings.Contains(text, "It was of another bridge") || !strings.Contains(text, "Second words.") {
		t.Errorf("without the withdrawn paper it says\n%s", text)
	}
	w.shows(second, "Second")
}

func TestAPackIsMadeAgainWhenAskedAndOnlyThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	w.brought(w.upload(item+"/papers/new", "a.pdf", printedPDF(t, "First words."), "title", "First", "of", "appendix", "openness", "open"))
	w.brought(w.upload(item+"/papers/new", "photo.png", photograph(t), "title", "A photograph", "of", "appendix", "openness", "open"))
	w.readAll()
	w.publishAgenda()
	w.readAll()
	w.shows("/desk/meetings/5/packs", "A page stands in the place of these papers:", "A photograph", "it is a picture or another file without pages")
	first, text := w.packOf(3)
	if !strings.Contains(text, "This paper could not be put into the pack: it is a picture") {
		t.Errorf("in the pack stands\n%s", text)
	}
	w.leads(w.post("/desk/meetings/5/packs"), "/desk/meetings/5/packs?done=packing")
	w.shows("/desk/meetings/5/packs", "To be made again", "Waiting to be made")
	w.readAll()
	w.shows("/desk/meetings/5/packs", "Ready")
	if second, _ := w.packOf(3); second.Content.File.SHA256 != first.Content.File.SHA256 || second.Revision.Entries != first.Revision.Entries {
		t.Errorf("the same papers made another pack: %+v", second.Revision)
	}
	w.as(audience.Member)
	if got := w.post("/desk/meetings/5/packs"); got.Code != http.StatusForbidden {
		t.Errorf("a member has packs made again: %d", got.Code)
	}
	if list, err := filepath.Glob(filepath.Join(w.bound.Prepared, "*", "new-*")); err != nil || len(list) > 0 {
		t.Errorf("left behind: %v, %v", list, err)
	}
}

func TestAKilledWorkerLeavesNoHalfPack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	w.brought(w.upload(item+"/papers/new", "a.pdf", printedPDF(t, "First words."), "title", "First", "of", "appendix", "openness", "open"))
	w.readAll()
	w.publishAgenda()
	now := testkit.Morning()
	taken, err := w.work.Queue.Claim(t.Context(), now, now.Add(w.work.Lease))
	if err != nil {
		t.Fatal(err)
	}
	w.shows("/desk/meetings/5/packs", "Being made")
	if err := w.work.Queue.Told(t.Context(), taken, 3, 8, now.Add(w.work.Lease)); err != nil {
		t.Fatal(err)
	}
	w.shows("/desk/meetings/5/packs", "3 of 8 papers", `value="3"`)
	dying, die := context.WithCancel(t.Context())
	taken.Tell = func(context.Context, int, int) error { die(); return nil } // it dies at its first paper
	if err := w.work.Handlers[taken.Kind](dying, taken); err == nil {
		t.Fatal("a job that was cut off says that it is done")
	}
	if _, err := w.read.Document(t.Context(), 2); !council.IsNotFound(err) {
		t.Errorf("half a pack is published: %v", err)
	}
	later := now.Add(2 * w.work.Lease)
	w.work.Now = func() time.Time { return later }
	w.readAll()
	if _, text := w.packOf(2); !strings.Contains(text, "First words.") {
		t.Errorf("made by another: %s", text)
	}
	entries, err := os.ReadDir(filepath.Join(w.bound.Prepared, "5-0-public"))
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder of prepared papers holds %v, %v", entries, err)
	}
}

// photograph is a picture, of which no pack can be made.
func photograph(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestNoCanarySingsInAPack holds that nothing of an exempt paper, neither its words nor its file's name nor
// what is said in the file, comes to the public by a pack or by the agenda in print, in any format.
func TestNoCanarySingsInAPack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	sings, err := press.Print(doc.Document{Title: "CANARYTITLE", Lang: "en", Footer: "CANARYFOOT", Blocks: []doc.Block{doc.Head(1, "CANARYHEAD"), doc.Para("CANARYTEXT")}})
	if err != nil {
		t.Fatal(err)
	}
	w.brought(w.upload(item+"/papers/new", "bridge.pdf", printedPDF(t, "The bridge is sound."), "title", "Survey", "of", "appendix", "openness", "open"))
	w.brought(w.upload(item+"/papers/new", "CANARYNAME.pdf", sings.PDF, append(tender("Tender"), "author", "CANARYAUTHOR")...))
	w.readAll()
	w.publishAgenda()
	w.readAll()
	d, _ := w.packOf(3)
	for _, path := range []string{filePathOf(d), "/meetings/5/agenda.pdf", "/meetings/5/agenda.docx", "/meetings/5/agenda", "/documents/3", "/documents/3.json", "/meetings/5.json"} {
		got := w.public(path)
		if got.Code != http.StatusOK {
			t.Fatalf("%s: %d", path, got.Code)
		}
		said := opened(t, got.Body.Bytes())
		if !strings.Contains(said, "Tender") && !strings.Contains(said, "Survey") {
			t.Errorf("%s could not be read: this test guards nothing", path)
		}
		if at := strings.Index(said, "CANARY"); at >= 0 {
			t.Errorf("%s says %q", path, said[at:min(at+60, len(said))])
		}
	}
	if list, err := os.ReadDir(filepath.Join(w.bound.Prepared, "5-0-public")); err != nil || len(list) != 1 {
		t.Errorf("prepared for the public: %v, %v", list, err)
	}
	w.as(audience.Member)
	if said := opened(t, w.get("/desk/meetings/5/packs/1").Body.Bytes()); !strings.Contains(said, "CANARYTEXT") {
		t.Error("the members' pack has not the paper: this test guards nothing")
	}
}

// opened is a file with all that is packed in it spread out, and with the text of a PDF.
func opened(t *testing.T, content []byte) string {
	t.Helper()
	switch {
	case bytes.HasPrefix(content, []byte("%PDF")):
		path := filepath.Join(t.TempDir(), "x.pdf")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		spread, err := exec.CommandContext(t.Context(), "qpdf", "--qdf", "--object-streams=disable", path, "-").Output()
		if err != nil {
			t.Skipf("qpdf is needed: %v", err)
		}
		text, err := exec.CommandContext(t.Context(), "pdftotext", path, "-").Output()
		if err != nil {
			t.Skipf("pdftotext is needed: %v", err)
		}
		return string(content) + string(spread) + string(text)
	case bytes.HasPrefix(content, []byte("PK")):
		z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&all, r); err != nil {
				t.Fatal(err)
			}
			_ = r.Close()
		}
		return all.String()
	}
	return string(content)
}

func TestAPaperThatIsTakenDownTakesEveryPackThatHeldIt(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		item := w.agendaWithItem()
		w.brought(w.upload(item+"/papers/new", "a.pdf", printedPDF(t, "The bridge is sound."), "title", "Survey", "of", "appendix", "openness", "open"))
		w.brought(w.upload(item+"/papers/new", "b.pdf", printedPDF(t, "Mrs Smith is ill."), "title", "Letters", "of", "appendix", "openness", "open"))
		w.readAll()
		w.publishAgenda()
		w.readAll()
		pack, text := w.packOf(3)
		if !strings.Contains(text, "Mrs Smith is ill.") {
			t.Fatalf("the pack does not hold the letters:\n%s", text)
		}
		letters, err := w.read.Latest(t.Context(), gazette.Subject{Kind: gazette.KindDocument, Number: 2})
		if err != nil {
			t.Fatal(err)
		}
		at := "/desk/published/document/2/" + strconv.FormatInt(letters.Revision.Seq, 10)
		if got := w.post(at, "ground", string(gazette.TakedownGrounds()[0]), "reason", "It names somebody.", "scope", "this", "sure", "yes"); got.Code != http.StatusSeeOther {
			t.Fatalf("taking the letters down: %d\n%s", got.Code, got.Body)
		}
		if _, err := w.files.public.Open(t.Context(), pack.Content.File.SHA256); !council.IsNotFound(err) {
			t.Errorf("the pack that held them lies on the public shelf: %v", err)
		}
		if got := w.public(filePathOf(pack)); got.Code == http.StatusOK {
			t.Error("the pack that held them is given")
		}
		editions, err := w.read.Editions(t.Context(), gazette.Subject{Kind: gazette.KindDocument, Number: 3})
		if err != nil || editions[len(editions)-1].Tombstone == nil {
			t.Errorf("the pack's first edition stands: %+v, %v", editions, err)
		}
		w.readAll()
		again, text := w.packOf(3)
		if strings.Contains(text, "Mrs Smith") || !strings.Contains(text, "The bridge is sound.") || again.Content.File.SHA256 == pack.Content.File.SHA256 {
			t.Errorf("made again: %s", text)
		}
	})
}

// A paper is withdrawn while the pack that holds it is being bound: no pack is kept yet that could be recalled.
func TestAPackWithAPaperThatWasWithdrawnMeanwhileIsNotPublished(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	w.brought(w.upload(item+"/papers/new", "a.pdf", printedPDF(t, "First words."), "title", "First", "of", "appendix", "openness", "open"))
	w.readAll()
	w.publishAgenda()
	k, err := w.desk.register.PackOf(t.Context(), 5, 1, false)
	if err != nil || k.Version != 0 {
		t.Fatalf("before it is made: %+v, %v", k, err)
	}
	k.Content.Body, k.Content.Title = 3, council.InEnglish("Agenda pack")
	k.Content.Papers = []register.PackPaper{{Document: 1, From: "1", To: "1", Numbers: 1}}
	w.leads(w.post("/desk/papers/1/withdraw", "withdraw-reason", "It was of another bridge"), "/desk/papers/1?done=withdrawn")
	if err := w.desk.register.PackMade(t.Context(), k); !errors.Is(err, council.ErrConflict) {
		t.Errorf("a pack that holds it is made: %v", err)
	}
}
