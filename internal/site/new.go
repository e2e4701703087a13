package site

import (
	"slices"
	"strconv"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// newView is what the list of publications shows.
type newView struct {
	words *page.Words
	days  []newsDay
	older string // the next page; empty on the last
	first string // the first page; empty there
}

// newsDay is what was published on one day, newest first.
type newsDay struct {
	day  council.Day
	runs []newsRun
}

func (d newsDay) anchor() string { return "published-" + d.day.String() }

// newsRun is publications that a reader takes for one: a single one, or many of one kind that were
// published in the same moment.
type newsRun struct{ lines []gazette.NewsLine }

// fewest is how many publications of one kind in one moment are folded into one line.
const fewest = 3

func (r newsRun) folded() bool            { return len(r.lines) >= fewest }
func (r newsRun) first() gazette.NewsLine { return r.lines[0] }

// newData is a page of publications as data. Before is what to ask for the next page with; 0 on the
// last.
type newData struct {
	Publications []gazette.NewsLine `json:"publications"`
	Before       int64              `json:"before,omitzero"`
}

const newsPerPage = 100

// showNew lists what was published, newest first.
func (s *Site) showNew(w *reply, v *visit) error {
	before, err := v.whole("before", 1, 999_999_999, 0)
	if err != nil {
		return err
	}
	lines, err := s.record.News(v.ctx, int64(before), newsPerPage+1)
	if err != nil {
		return err
	}
	next := int64(0)
	if len(lines) > newsPerPage {
		lines = upToMoment(lines)
		next = lines[len(lines)-1].Seq
	}
	if v.json {
		return w.json(newData{Publications: lines, Before: next})
	}
	view := newView{words: v.words, days: byPublication(lines)}
	if next > 0 {
		view.older = v.words.Path(v.path + v.with("before", strconv.FormatInt(next, 10)))
	}
	if before != 0 {
		view.first = v.words.Path(v.path + v.with("before", ""))
	}
	return w.page(s.frame(v, page.Frame{Title: v.words.T("new.title"), JSON: true}), newPage(view))
}

// sameRun says whether two publications belong to one run.
func sameRun(a, b gazette.NewsLine) bool {
	return a.Subject.Kind == b.Subject.Kind && a.At.Equal(b.At) && a.Tombstone == b.Tombstone && a.Subject.Kind != gazette.KindTakedown
}

// upToMoment leaves out the last line, which is the next page's, and with it all that was published
// in the same moment: what belongs together stands on one page, unless it fills more than one.
func upToMoment(lines []gazette.NewsLine) []gazette.NewsLine {
	last := len(lines) - 1
	cut := last
	for cut > 0 && lines[cut-1].At.Equal(lines[last].At) {
		cut--
	}
	if cut == 0 {
		cut = last
	}
	return lines[:cut]
}

// byPublication groups publications by the day in London, and those of one moment and kind.
func byPublication(lines []gazette.NewsLine) []newsDay {
	var days []newsDay
	for _, line := range lines {
		day := page.Today(line.At)
		if len(days) == 0 || days[len(days)-1].day != day {
			days = append(days, newsDay{day: day})
		}
		d := &days[len(days)-1]
		i := slices.IndexFunc(d.runs, func(r newsRun) bool { return sameRun(r.first(), line) })
		if i < 0 {
			i = len(d.runs)
			d.runs = append(d.runs, newsRun{})
		}
		d.runs[i].lines = append(d.runs[i].lines, line)
	}
	// Two of a kind are told one by one.
	for i := range days {
		days[i].runs = unfolded(days[i].runs)
	}
	return days
}

func unfolded(runs []newsRun) []newsRun {
	var list []newsRun
	for _, r := range runs {
		if r.folded() {
			list = append(list, r)
			continue
		}
		for _, line := range r.lines {
			list = append(list, newsRun{lines: []gazette.NewsLine{line}})
		}
	}
	return list
}

// newsWhat says what was published: "Agenda", "Draft minutes", "Meeting: Cancelled", "Person,
// edition 2". The label of an agenda's edition is written after it, where it says more.
func newsWhat(w *page.Words, line gazette.NewsLine) string {
	switch kind := line.Subject.Kind; {
	case line.Tombstone || kind == gazette.KindTakedown || kind == gazette.KindAgenda:
		return w.Kind(kind)
	case kind == gazette.KindMinutes && line.State != "":
		return w.MinutesState(council.MinutesState(line.State))
	case kind == gazette.KindMeeting && line.State != "":
		return w.Say("new.meeting", "State", w.MeetingState(council.MeetingState(line.State)))
	case line.Edition > 1:
		return w.Say("new.edition", "Kind", w.Kind(kind), "Number", strconv.Itoa(line.Edition))
	default:
		return w.Kind(kind)
	}
}

// newsLabel is the label of an edition, where it says more than its kind does.
func newsLabel(w *page.Words, line gazette.NewsLine) council.Text {
	if line.Tombstone || w.Plain(line.Label) == w.Kind(line.Subject.Kind) {
		return council.Text{}
	}
	return line.Label
}

// newsMany counts a run: "12 documents".
func newsMany(w *page.Words, r newsRun) string {
	n := len(r.lines)
	switch r.first().Subject.Kind {
	case gazette.KindDocument:
		return w.Count("new.documents", n)
	case gazette.KindDecision:
		return w.Count("new.decisions", n)
	case gazette.KindIssue:
		return w.Count("new.issues", n)
	case gazette.KindMeeting:
		return w.Count("new.meetings", n)
	case gazette.KindPerson:
		return w.Count("new.people", n)
	case gazette.KindWard:
		return w.Count("new.wards", n)
	case gazette.KindBody:
		return w.Count("new.bodies", n)
	default:
		return w.Count("new.others", n, "Kind", w.Kind(r.first().Subject.Kind))
	}
}

// newsPath is the page that shows what was published; empty where none does.
func newsPath(s gazette.Subject) string {
	n := "/" + strconv.Itoa(s.Number)
	switch s.Kind {
	case gazette.KindWard:
		return "/wards" + n
	case gazette.KindPerson:
		return "/people" + n
	case gazette.KindBody:
		return "/bodies" + n
	case gazette.KindIssue:
		return "/issues" + n
	case gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes:
		return "/meetings" + n
	case gazette.KindDocument:
		return "/documents" + n
	case gazette.KindDecision:
		return "/decisions" + n
	case gazette.KindPlan:
		return "/forward-plans" + n
	case gazette.KindAction:
		return "/actions" + n
	case gazette.KindCouncil, gazette.KindParty, gazette.KindAnswer, gazette.KindTakedown, gazette.KindItem:
	}
	return ""
}

// newsTitle is what a publication is called; a paper of a meeting by its body.
func newsTitle(w *page.Words, line gazette.NewsLine) (title, lang string) {
	if line.Title.IsZero() {
		return w.Say("new.numbered", "Kind", w.Kind(line.Subject.Kind), "Number", strconv.Itoa(line.Subject.Number)), ""
	}
	return w.Pick(line.Title)
}

// newsDayOf is the day of the meeting, to be written after the title; empty where there is none.
func newsDayOf(w *page.Words, line gazette.NewsLine) string {
	if line.Day.IsZero() {
		return ""
	}
	return ", " + w.Day(line.Day)
}

// clockOf is the time of day in London at an instant.
func clockOf(w *page.Words, at time.Time) string { return w.Clock(page.ClockOf(at)) }
