package desk

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

var hiddenField = regexp.MustCompile(`<(?:input type="hidden"|input)[^>]* name="([^"]*)"[^>]* value="([^"]*)"|<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)</textarea>|<select[^>]* name="([^"]*)"|<option value="([^"]*)"[^>]* selected`)

// typedForm is every field of the first form of a page that posts prose, as a browser would send it.
func typedForm(body string) (pairs []string) {
	at := strings.Index(body, `class="moot-minute"`)
	end := strings.Index(body[at:], "</form>")
	open := ""
	unescape := strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&")
	for _, m := range hiddenField.FindAllStringSubmatch(body[at:at+end], -1) {
		switch {
		case m[1] != "":
			pairs = append(pairs, m[1], unescape.Replace(m[2]))
		case m[3] != "":
			pairs = append(pairs, m[3], unescape.Replace(m[4]))
		case m[5] != "":
			open = m[5]
		case open != "":
			pairs, open = append(pairs, open, m[6]), ""
		}
	}
	return pairs
}

// with replaces a field's value.
func with(pairs []string, name, value string) []string {
	pairs = append([]string(nil), pairs...)
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == name {
			pairs[i+1] = value
			return pairs
		}
	}
	return append(pairs, name, value)
}

// next is the panel's next ordinary meeting, number 7, with an extraordinary one before it, number 6.
func (w *world) next() {
	w.Helper()
	day := council.DayOf(testkit.Morning())
	w.act(func(ctx context.Context, act gazette.Act) error {
		for n, m := range map[int]gazette.Meeting{
			6: {Body: 3, Day: day.Add(10), Starts: "18:00", State: council.Scheduled, Label: council.InEnglish("Extraordinary meeting")},
			7: {Body: 3, Day: day.Add(30), Starts: "18:00", State: council.Scheduled}} {
			if _, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: n}, m); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestMinutesAreWrittenFromWhatWasRecorded(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.sit()
		w.leads(w.post("/desk/meetings/5/sitting/declarations/new", "person", "2", "item", "3", "interest", "personal", "nature", "Knows a neighbour", "withdrew", "yes"),
			"/desk/meetings/5/sitting/items/3")
		w.leads(w.post("/desk/meetings/5/sitting/items/2/motions/new", "sort", "motion", "mover", "21", "seconder", "22",
			"text", "(1) That the report be noted.\n(2) That the Head of Planning be requested to report back by 31 March 2027."), "/desk/meetings/5/sitting/items/2#motion-1")
		w.leads(w.post("/desk/motions/1/vote", "version", "1", "manner", "name", "name-21", "for", "name-22", "abstained"), "/desk/meetings/5/sitting/items/2#motion-1")
		page := w.get("/desk/items/2/minute").Body.String()
		form := typedForm(page)
		w.leads(w.post("/desk/items/2/minute", form...), "/desk/meetings/5/minutes?done=minute")
		for _, want := range []string{"Moved by Ann Ash, seconded by Bob Birch.", "RESOLVED – (1 for, 1 abstention)", "Bob Birch declared a personal interest in item 3"} {
			if !strings.Contains(page, want) {
				t.Errorf("the minute does not begin with %q: %s", want, page)
			}
		}
		read := strings.Join(form, "\n")
		for _, want := range []string{"r-limb-0-verb\nnoted", "r-limb-1-owner\nHead of Planning", "r-limb-1-due\n31 March 2027", "r-limb-0-vote\n1, 0, 1"} {
			if !strings.Contains(read, want) {
				t.Errorf("what is read has no %q:\n%s", want, read)
			}
		}
	})
}

func TestWhatIsReadIsNeverKeptUnseen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.sit()
	form := typedForm(w.get("/desk/items/3/minute").Body.String())
	changed := with(form, "prose", "RESOLVED – That the minutes be approved.")
	w.leads(w.post("/desk/items/3/minute", changed...), "/desk/items/3/minute?done=look#read")
	w.leads(w.post("/desk/meetings/5/sitting/close", "version", "1", "ended", "19:30"), "/desk/meetings/5/minutes?done=closed")
	if early := w.post("/desk/meetings/5/minutes/draft", "version", "1"); early.Code != http.StatusConflict || !strings.Contains(early.Body.String(), "Look through what is read in 3 Minutes of the last meeting") {
		t.Errorf("minutes were published that nobody had looked through: %d %s", early.Code, early.Body)
	}
	page := w.get("/desk/items/3/minute").Body.String()
	if !strings.Contains(page, "The prose has changed since somebody looked through") {
		t.Errorf("nobody is asked to look: %s", page)
	}
	w.leads(w.post("/desk/items/3/minute", with(typedForm(page), "r-limb-0-verb", "adopted")...), "/desk/meetings/5/minutes?done=minute")
	w.leads(w.post("/desk/meetings/5/minutes/draft", "version", "1"), "/desk/meetings/5/minutes?done=published")
	m := w.minutesOf(5)
	if m.State != council.MinutesDraft || len(m.Items) != 1 || m.Items[0].Resolution[0].Verb != council.Adopted || len(m.Attendance) != 3 || len(m.Documents) != 2 {
		t.Errorf("on the record: %+v", m)
	}
}

// What is put right in the reading of a prose that changes in the same save stays, in the limb that it was put right
// in, even where the words of that limb have changed too; what was taken away or added by hand stays so.
func TestWhatIsPutRightStaysWhenTheProseChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.sit()
	const minute = "/desk/items/3/minute"
	w.write(3, "RESOLVED –\n(1) That the plan be noted.\n(2) That the Head of Planning be requested to report back.\n(3) That the chair be thanked.")
	form := typedForm(w.get(minute).Body.String())
	for _, one := range [][2]string{{"r-limb-0-verb", "endorsed"}, {"r-limb-1-due", "31 March 2031"}, {"r-limb-1-owner", "Director of Place"}, {"r-limb-2-text", ""},
		{"r-limb-3-text", "Added by hand"}, {"r-point-0-text", "Asked by hand"}, {"prose", "It was late.\n\nRESOLVED –\n(1) That the plan be noted.\n" +
			"(2) That the Head of Planning be requested to report back to the Panel.\n(3) That the chair be thanked."}} {
		form = with(form, one[0], one[1])
	}
	typed := strings.Join(typedForm(`class="moot-minute"`+w.readBack(minute+"/typed", form)), "\n")
	w.leads(w.post(minute, with(form, "version", "3")...), minute+"?done=look#read")
	saved := strings.Join(typedForm(w.get(minute).Body.String()), "\n")
	for where, read := range map[string]string{"as it is typed": typed, "saved": saved} {
		for _, want := range []string{"r-limb-0-verb\nendorsed", "r-limb-1-due\n31 March 2031", "r-limb-1-owner\nDirector of Place", "report back to the Panel.", "Added by hand", "Asked by hand"} {
			if !strings.Contains(read, want) {
				t.Errorf("%s, what is read has no %q:\n%s", where, want, read)
			}
		}
	}
	if strings.Contains(typed, "text\nThat the chair be thanked") {
		t.Errorf("what was taken away comes back while it is typed:\n%s", typed)
	}
}

// readBack is what is read in a form, as a script is told it.
func (w *world) readBack(path string, form []string) string {
	w.Helper()
	answer := w.post(path, form...)
	var got struct{ Read string }
	if err := json.Unmarshal(answer.Body.Bytes(), &got); err != nil || answer.Code != http.StatusOK {
		w.Fatalf("%s: %d %s, %v", path, answer.Code, answer.Body, err)
	}
	return got.Read + "</form>"
}

func (w *world) minutesOf(meeting int) gazette.Minutes {
	w.Helper()
	e, err := w.read.Latest(w.Context(), gazette.Subject{Kind: gazette.KindMinutes, Number: meeting})
	if err != nil {
		w.Fatal(err)
	}
	return e.Content.(gazette.Minutes)
}

func TestTwoDesksWriteOneMinute(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.sit()
	form := with(typedForm(w.get("/desk/items/3/minute").Body.String()), "prose", "The chair opened the item.\n\nMembers spoke.")
	w.leads(w.post("/desk/items/3/minute", form...), "/desk/items/3/minute?done=look#read")
	one := typedForm(w.get("/desk/items/3/minute").Body.String())
	var kept struct {
		Version int
		Stale   bool
		Read    string
	}
	typed := w.post("/desk/items/3/minute/typed", with(one, "prose", "The chair opened the item at 18:05.\n\nMembers spoke.")...)
	if err := json.Unmarshal(typed.Body.Bytes(), &kept); err != nil || kept.Version != 2 || kept.Stale || !strings.Contains(kept.Read, "No resolution") {
		t.Fatalf("what was typed: %d %s, %v", typed.Code, typed.Body, err)
	}
	second := w.post("/desk/items/3/minute", with(one, "prose", "The chair opened the item.\n\nMembers spoke for and against.")...)
	if second.Code != http.StatusConflict || !strings.Contains(second.Body.String(), "The chair opened the item at 18:05.\n\nMembers spoke for and against.") {
		t.Fatalf("the second desk: %d %s", second.Code, second.Body)
	}
	w.leads(w.post("/desk/items/3/minute", typedForm(second.Body.String())...), "/desk/meetings/5/minutes?done=minute")
	late := w.post("/desk/items/3/minute/typed", with(one, "prose", "Something else.")...)
	if err := json.Unmarshal(late.Body.Bytes(), &kept); err != nil || !kept.Stale {
		t.Errorf("typed on an old version: %s, %v", late.Body, err)
	}
}

func TestMinutesGoFromDraftToSignature(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.sit()
		w.next()
		w.write(2, "The Panel heard of the plan.\n\nRESOLVED – That the plan be noted.")
		w.leads(w.post("/desk/meetings/5/sitting/close", "version", "1", "ended", "19:30"), "/desk/meetings/5/minutes?done=closed")
		w.leads(w.post("/desk/meetings/5/minutes/send", "version", "1", "until", "1 July 2030"), "/desk/meetings/5/minutes?done=sent")
		w.as(audience.Chair)
		w.leads(w.post("/desk/meetings/5/minutes/comments", "item", "2", "comment", "It was the draft plan."), "/desk/meetings/5/minutes#item-2")
		w.leads(w.post("/desk/meetings/5/minutes/return", "version", "2"), "/desk/meetings/5/minutes?done=returned")
		w.as(audience.Officer)
		if shown := w.get("/desk/meetings/5/minutes").Body.String(); !strings.Contains(shown, "It was the draft plan.") {
			t.Errorf("the chair's comment is not shown: %s", shown)
		}
		w.leads(w.post("/desk/comments/1", "version", "1", "answer", "Left as it was said"), "/desk/meetings/5/minutes#item-2")
		w.leads(w.post("/desk/meetings/5/minutes/draft", "version", "3"), "/desk/meetings/5/minutes?done=published")
		agenda, err := w.desk.register.Agenda(t.Context(), w.door.viewer, 7)
		if err != nil || len(agenda.Items) != 3 || len(agenda.Items[2].Content.Minutes) != 1 || len(agenda.Items[2].Papers) != 2 {
			t.Fatalf("the next ordinary meeting's agenda: %+v, %v", agenda.Items, err)
		}
		if early := w.post("/desk/meetings/5/minutes/approve", "version", "4", "at", "7"); early.Code != http.StatusConflict || !strings.Contains(early.Body.String(), "that has begun") {
			t.Errorf("approved by a meeting that was not held: %d %s", early.Code, early.Body)
		}
		w.approver()
		w.write(2, "The Panel heard of the draft plan.\n\nRESOLVED – That the plan be noted.")
		w.leads(w.post("/desk/meetings/5/minutes/approve", "version", "4", "at", "7"), "/desk/meetings/5/minutes?done=published")
		m := w.minutesOf(5)
		if m.State != council.MinutesApproved || m.ApprovedAt != 7 || len(m.Corrections) != 1 || m.Corrections[0].Was.En != "The Panel heard of the plan." ||
			m.Corrections[0].Now.En != "The Panel heard of the draft plan." {
			t.Errorf("approved: %+v", m)
		}
		if late := w.post("/desk/items/2/minute", "version", "4", "prose", "Otherwise."); late.Code < 400 {
			t.Errorf("approved minutes were changed: %d", late.Code)
		}
		hash, err := m.TextHash()
		if err != nil {
			t.Fatal(err)
		}
		if other := w.post("/desk/meetings/5/minutes/sign", "version", "5", "by", "Ann Ash", "text", strings.Repeat("0", 64)); other.Code != http.StatusConflict {
			t.Errorf("another text was signed: %d", other.Code)
		}
		w.leads(w.post("/desk/meetings/5/minutes/sign", "version", "5", "by", "Ann Ash", "text", hash), "/desk/meetings/5/minutes?done=published")
		if m := w.minutesOf(5); m.State != council.MinutesSigned || m.SignedBy != "Ann Ash" || m.SignedText != hash {
			t.Errorf("signed: %+v", m)
		}
	})
}

// write writes the minute of an item and looks through what is read in it.
func (w *world) write(item int, prose string) {
	w.Helper()
	path := "/desk/items/" + strconv.Itoa(item) + "/minute"
	w.leads(w.post(path, with(typedForm(w.get(path).Body.String()), "prose", prose)...), path+"?done=look#read")
	w.leads(w.post(path, typedForm(w.get(path).Body.String())...), "/desk/meetings/5/minutes?done=minute")
}

// approver has the meeting, number 7, be held on the day of the tests: it is opened once its day has come.
func (w *world) approver() {
	w.Helper()
	w.now = testkit.Morning().AddDate(0, 0, 30)
	if got := w.post("/desk/meetings/7/sitting/open", "began", "18:00"); got.Code != http.StatusSeeOther {
		w.Fatalf("opening the next meeting: %d %s", got.Code, got.Body)
	}
}

func TestAnExemptMinuteHasAnOpenTwin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.convene()
	w.as(audience.Officer)
	w.leads(w.post("/desk/meetings/5/begin"), "/desk/meetings/5")
	w.leads(w.post("/desk/meetings/5/items/new", "title", "Award", "openness", "exempt", "paragraphs", "3", "reason", "Bids are open", "by", "The monitoring officer",
		"review", "1 January 2031"), "/desk/meetings/5#item-4")
	w.leads(w.post("/desk/meetings/5/publish", "version", "2"), "/desk/meetings/5?done=published")
	w.sit()
	w.leads(w.post("/desk/meetings/5/sitting/items/4/motions/new", "sort", "exclusion", "mover", "21", "text", "That the press and public be excluded.", "paragraphs", "3", "items", "4"),
		"/desk/meetings/5/sitting/items/4#motion-1")
	if shown := w.get("/desk/meetings/5/sitting/items/4").Body.String(); !strings.Contains(shown, "no resolution to exclude them is carried") {
		t.Errorf("nobody is told that the public is still there: %s", shown)
	}
	w.leads(w.post("/desk/motions/1/vote", "version", "1", "manner", "assent"), "/desk/meetings/5/sitting/items/4#motion-1")
	form := with(typedForm(w.get("/desk/items/4/minute").Body.String()), "prose", "RESOLVED – That Bidder C be awarded the contract.")
	if !strings.Contains(strings.Join(form, "\n"), "The press and public were excluded for this item") {
		t.Errorf("the twin does not begin with the exclusion: %q", form)
	}
	w.leads(w.post("/desk/items/4/minute", form...), "/desk/items/4/minute?done=look#read")
	w.leads(w.post("/desk/items/4/minute", typedForm(w.get("/desk/items/4/minute").Body.String())...), "/desk/meetings/5/minutes?done=minute")
	w.leads(w.post("/desk/meetings/5/sitting/close", "version", "1", "ended", "19:30"), "/desk/meetings/5/minutes?done=closed")
	w.leads(w.post("/desk/meetings/5/minutes/draft", "version", "1"), "/desk/meetings/5/minutes?done=published")
	published, err := json.Marshal(w.minutesOf(5))
	if err != nil || strings.Contains(string(published), "Bidder C") || !strings.Contains(string(published), "The press and public were excluded") {
		t.Errorf("on the record: %s, %v", published, err)
	}
	m := w.minutesOf(5)
	open, closed := 0, 0
	for _, n := range m.Documents {
		e, err := w.read.Latest(t.Context(), gazette.Subject{Kind: gazette.KindDocument, Number: n})
		if err != nil {
			t.Fatal(err)
		}
		if d := e.Content.(gazette.Document); d.File == nil && d.Openness == council.Exempt {
			closed++
		} else if strings.Contains(strings.Join(d.Text, " "), "were excluded") && !strings.Contains(strings.Join(d.Text, " "), "Bidder C") {
			open++
		}
	}
	if open != 2 || closed != 2 {
		t.Errorf("%d open papers and %d exempt ones, want two of each", open, closed)
	}
	w.as(audience.Officer)
	version := between(w.shows("/desk/items/4/release", "Bidder C"), `name="version" value="`, `"`)
	w.leads(w.post("/desk/items/4/release", "version", version, "by", "The monitoring officer"), "/desk/items/4?done=released")
	if released, err := json.Marshal(w.minutesOf(5)); err != nil || !strings.Contains(string(released), "Bidder C") || !strings.Contains(string(released), `"verb":"resolved"`) {
		t.Errorf("released: %s, %v", released, err)
	}
	w.as(audience.Member)
	if denied := w.get("/desk/items/4/minute"); denied.Code != http.StatusForbidden {
		t.Errorf("a member opened the minute: %d", denied.Code)
	}
}
