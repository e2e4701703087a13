package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pack"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/word"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// TestMain makes the test program its own worker, as the real program is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "paper-worker" {
		if err := paper.WorkerMain(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// mostTested is how large a file may be at the tests' desk, in bytes.
const mostTested = 1 << 20

// files are the shelves of a world and what reads them.
type files struct {
	sealed, public *paper.FolderShelf
	extractor      *paper.Extractor
}

func newFiles(t *testing.T) files {
	t.Helper()
	sealed, err := paper.Folder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	public, err := paper.Folder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	e := paper.NewExtractor([]string{os.Args[0], "paper-worker"}, paper.Limits{})
	t.Cleanup(func() { _, _, _ = e.Close(), sealed.Close(), public.Close() })
	return files{sealed: sealed, public: public, extractor: e}
}

func (f files) release(ctx context.Context, sha string) error {
	file, err := f.sealed.Open(ctx, sha)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = f.public.Put(ctx, file)
	return err
}

func (f files) binder(t *testing.T) *pack.Binder {
	t.Helper()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	return pack.NewBinder(press, f.extractor)
}

// upload sends a form with a file; without a name, one in which none was chosen.
func (w *world) upload(path, name string, content []byte, pairs ...string) *httptest.ResponseRecorder {
	w.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := form.WriteField(pairs[i], pairs[i+1]); err != nil {
			w.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		w.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		w.Fatal(err)
	}
	if err := form.Close(); err != nil {
		w.Fatal(err)
	}
	r := httptest.NewRequestWithContext(w.Context(), http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return w.do(r)
}

// brought is the address of the paper that an upload made.
func (w *world) brought(got *httptest.ResponseRecorder) string {
	w.Helper()
	at, done, _ := strings.Cut(got.Header().Get("Location"), "?")
	if got.Code != http.StatusSeeOther || done != "done=brought" {
		w.Fatalf("bringing a paper: %d %s\n%s", got.Code, at, got.Body)
	}
	return at
}

// readAll has the background read what was brought.
func (w *world) readAll() {
	w.Helper()
	if err := w.work.Drain(w.Context()); err != nil {
		w.Fatal(err)
	}
}

func printedPDF(t *testing.T, text string) []byte {
	t.Helper()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	p, err := press.Print(doc.Document{Title: "Written by Mallory", Lang: "en", Blocks: []doc.Block{doc.Para(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return p.PDF
}

// tracked is a Word document with a tracked change.
func tracked(t *testing.T) []byte {
	t.Helper()
	written, err := word.Write(doc.Document{Title: "Plan", Lang: "en", Blocks: []doc.Block{doc.Para("Approved twice.")}})
	if err != nil {
		t.Fatal(err)
	}
	from, err := zip.NewReader(bytes.NewReader(written), int64(len(written)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, f := range from.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		_, _ = b.ReadFrom(r)
		content := b.String()
		if f.Name == "word/document.xml" {
			content = strings.Replace(content, "</w:p>", `<w:ins w:id="9" w:author="Mallory"><w:r><w:t> Added.</w:t></w:r></w:ins></w:p>`, 1)
		}
		part, err := to.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(content))
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// agendaWithItem begins the agenda of meeting 5 and adds an item, whose address it gives.
func (w *world) agendaWithItem() string {
	w.Helper()
	w.convene()
	w.as(audience.Officer)
	w.leads(w.post("/desk/meetings/5/begin"), "/desk/meetings/5")
	w.leads(w.post("/desk/meetings/5/items/new", "title", "A new bridge"), "/desk/meetings/5#item-4")
	return "/desk/items/4"
}

func TestAPaperIsBroughtReadPublishedAndWithdrawn(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		item := w.agendaWithItem()
		at := w.brought(w.upload(item+"/papers/new", "bridge.pdf", printedPDF(t, "The bridge is sound."), "title", "Survey", "of", "appendix", "openness", "open"))
		w.shows(item, "Survey", "Being read")
		if got := w.get(at + "/file"); got.Code != http.StatusNotFound {
			t.Errorf("a file that was not read yet: %d", got.Code)
		}
		if got := w.post("/desk/meetings/5/publish", "version", "2"); got.Code == http.StatusSeeOther {
			t.Error("an agenda was published whose paper is not read")
		}
		w.readAll()
		w.shows(at, "Ready", "1 page", at+"/thumb")
		file := w.get(at + "/file")
		if file.Code != http.StatusOK || !strings.HasPrefix(file.Body.String(), "%PDF") || strings.Contains(file.Body.String(), "Mallory") ||
			file.Header().Get("Cache-Control") != "no-store" || !strings.Contains(file.Header().Get("Content-Disposition"), "bridge.pdf") {
			t.Errorf("the public copy: %d %v", file.Code, file.Header())
		}
		if thumb := w.get(at + "/thumb"); thumb.Header().Get("Content-Type") != "image/png" || thumb.Body.Len() == 0 {
			t.Errorf("the picture: %d %v", thumb.Code, thumb.Header())
		}
		w.leads(w.post("/desk/meetings/5/publish", "version", "2"), "/desk/meetings/5?done=published")
		d, err := w.read.Document(t.Context(), 1)
		if err != nil || d.Content.File == nil || !strings.Contains(strings.Join(d.Content.Text, ""), "The bridge is sound.") {
			t.Fatalf("on the record: %+v, %v", d.Content, err)
		}
		if there, err := w.files.public.Has(t.Context(), d.Content.File.SHA256); err != nil || !there {
			t.Errorf("the file is not on the public shelf: %v", err)
		}
		if got := w.post(at + "/withdraw"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "withdraw-reason-error") {
			t.Errorf("withdrawn without a reason: %d", got.Code)
		}
		w.leads(w.post(at+"/withdraw", "withdraw-reason", "It was of another bridge"), at+"?done=withdrawn")
		d, err = w.read.Document(t.Context(), 1)
		if err != nil || d.Content.File != nil || len(d.Content.Text) > 0 || d.Content.Withdrawn.En != "It was of another bridge" {
			t.Errorf("withdrawn, on the record: %+v, %v", d.Content, err)
		}
		if m, err := w.read.Meeting(t.Context(), 5); err != nil || !slices.ContainsFunc(m.Items[3].Documents, func(l gazette.DocumentLine) bool { return !l.Withdrawn.IsZero() }) {
			t.Errorf("the agenda does not print it as withdrawn: %+v, %v", m.Items, err)
		}
	})
}

func TestAPaperIsRefusedInWordsAndSettled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	at := w.brought(w.upload(item+"/papers/new", "plan.docx", tracked(t), "title", "Plan", "of", "report", "openness", "open"))
	w.readAll()
	w.shows(at, "Refused", "A tracked change: accept or reject it (paragraph ", "Accept all changes")
	w.leads(w.post(at+"/read", "settle", "yes"), at+"?done=brought")
	w.readAll()
	w.shows(at, "Ready", "All tracked changes were accepted")
	w.brought(w.upload(at+"/replace", "plan.pdf", []byte("just text")))
	w.shows(at, "Being read", "Until then the file of before is given")
	w.readAll()
	w.shows(at, "Refused", "says another type of file", "Read it again")
	w.shows("/cy"+at, "yn dweud math arall o ffeil")
	w.brought(w.upload(at+"/replace", "plan.txt", []byte("just text")))
	w.readAll()
	w.shows(at, "Ready")
	if got := w.get(at + "/file"); got.Body.String() != "just text" || !strings.Contains(got.Header().Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("the new file: %q %v", got.Body, got.Header())
	}
}

func TestAFileThatWillNotDoIsSaidBesideItsField(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	for name, c := range map[string]struct {
		file    string
		content []byte
		title   string
		want    string
	}{
		"none":     {"", nil, "Plan", "Choose the file"},
		"empty":    {"plan.txt", nil, "Plan", "The file is empty"},
		"large":    {"plan.txt", bytes.Repeat([]byte("x"), mostTested+1), "Plan", "The file is too large"},
		"no title": {"plan.txt", []byte("x"), "", "Choose the file again"},
	} {
		got := w.upload(item+"/papers/new", c.file, c.content, "title", c.title, "of", "report", "openness", "open", "author", "A. Clerk")
		if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), c.want) || !strings.Contains(got.Body.String(), `value="A. Clerk"`) ||
			!strings.Contains(got.Body.String(), `id="file-error"`) {
			t.Errorf("%s: %d\n%s", name, got.Code, got.Body)
		}
	}
	for sha, err := range w.files.sealed.List(t.Context()) {
		if err != nil || sha != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" { // of nothing
			t.Errorf("kept of what was not taken: %s, %v", sha, err)
		}
	}
}

func TestAnExemptPaperIsForMembersOfTheBodyWithTheirName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	exempt := []string{"of", "report", "openness", "exempt", "paragraphs", "3", "reason", "It would harm the tender", "by", "The Monitoring Officer", "review", "1/1/2027"}
	at := w.brought(w.upload(item+"/papers/new", "tender.pdf", printedPDF(t, "The lowest bid is 41."), append(exempt, "title", "Tender")...))
	open := w.brought(w.upload(item+"/papers/new", "open.txt", []byte("There were bids."), "title", "Tender, open version", "of", "report", "openness", "open"))
	w.readAll()
	w.leads(w.post(at, append(exempt, "title", "Tender", "twin", strings.TrimPrefix(open, "/desk/papers/"), "version", "2")...), at+"?done=saved")
	w.shows(at, "Open version:")
	plain := w.get(at + "/file").Body.Bytes()
	w.as(audience.Member)
	if got := w.get(at + "/file"); got.Code != http.StatusNotFound {
		t.Errorf("a member before it is tabled: %d", got.Code)
	}
	w.as(audience.Officer)
	w.leads(w.post("/desk/meetings/5/publish", "version", "2"), "/desk/meetings/5?done=published")
	d, err := w.read.Document(t.Context(), 1)
	if err != nil || d.Content.File != nil || len(d.Content.Text) > 0 || d.Content.Openness != council.Exempt {
		t.Errorf("an exempt paper on the record: %+v, %v", d.Content, err)
	}
	w.as(audience.Member)
	got := w.get(at + "/file")
	x, err := w.files.extractor.Extract(t.Context(), bytes.NewReader(got.Body.Bytes()))
	if err != nil || got.Code != http.StatusOK || bytes.Equal(got.Body.Bytes(), plain) || !strings.Contains(strings.Join(x.Text, ""), "Copy for Ann Other") ||
		!strings.Contains(strings.Join(x.Text, ""), "The lowest bid is 41.") || x.Pages != 1 {
		t.Errorf("a member's copy: %d, %q, %v", got.Code, x.Text, err)
	}
	for _, other := range []audience.Role{audience.Author, audience.Approver, audience.Administrator} {
		w.as(other)
		for _, path := range []string{at, at + "/file", at + "/thumb"} {
			if got := w.get(path); got.Code != http.StatusNotFound {
				t.Errorf("%s as %s: %d", path, other, got.Code)
			}
		}
	}
	w.door.viewer = audience.Admit(9, 0, "Of Another Body", []audience.Grant{{Role: audience.Member, Body: 99}}, council.DayOf(testkit.Morning()))
	if got := w.get(at + "/file"); got.Code != http.StatusNotFound {
		t.Errorf("a member of another body: %d", got.Code)
	}
	for sha, err := range w.files.public.List(t.Context()) {
		f, openErr := w.files.public.Open(t.Context(), sha)
		if err != nil || openErr != nil {
			t.Fatal(err, openErr)
		}
		var b bytes.Buffer
		_, _ = b.ReadFrom(f)
		if b.String() != "There were bids." {
			t.Errorf("on the public shelf: %d bytes that are not the open version", b.Len())
		}
		_ = f.Close()
	}
}

func TestAPaperOutlivesTheProcessThatWasReadingIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	item := w.agendaWithItem()
	at := w.brought(w.upload(item+"/papers/new", "plan.txt", []byte("Approved."), "title", "Plan", "of", "report", "openness", "open"))
	now := testkit.Morning()
	taken, err := w.work.Queue.Claim(t.Context(), now, now.Add(w.work.Lease)) // by a process that dies
	if err != nil {
		t.Fatal(err)
	}
	w.readAll()
	w.shows(at, "Being read")
	w.work.Now = func() time.Time { return now.Add(2 * w.work.Lease) }
	w.readAll()
	w.shows(at, "Ready")
	if got := w.upload(at+"/replace", "plan.txt", []byte("Refused.")); got.Code != http.StatusSeeOther {
		t.Fatalf("replacing: %d", got.Code)
	}
	if err := w.work.Handlers[taken.Kind](t.Context(), taken); err != nil { // it was not dead, but slow
		t.Fatal(err)
	}
	w.shows(at, "Being read")
	w.readAll()
	if got := w.get(at + "/file").Body.String(); got != "Refused." {
		t.Errorf("the file is %q", got)
	}
}
