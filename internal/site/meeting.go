package site

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/redline"
)

// meetingView is what a meeting's page shows.
type meetingView struct {
	*gazette.MeetingAccount
	words   *page.Words
	items   []itemView
	decided []itemView // those with a resolution and an issue: the decisions at a glance
	groups  []attendanceGroup
}

// attendanceGroup is everybody who was at a meeting in the same way.
type attendanceGroup struct {
	presence council.Presence
	lines    []gazette.AttendanceLine
}

// presences are in the order in which a reader looks for them.
func presences() []council.Presence {
	return []council.Presence{council.Present, council.Remote, council.Substitute, council.Apologies, council.Absent, council.InAttendance}
}

// showMeeting shows a meeting: its agenda, and what came of it.
func (s *Site) showMeeting(w *reply, v *visit) error {
	account, err := s.record.Meeting(v.ctx, v.number)
	if err != nil {
		return err
	}
	w.modified = account.Revision.Changed
	if v.json {
		return w.json(account)
	}
	view := newMeetingView(v.words, &account)
	return w.page(s.frame(v, page.Frame{
		Title: view.title(), Section: "meetings", Editions: v.path + "/editions", Entry: account.Revision.Seq, JSON: true, Crumbs: view.crumbs(),
	}), meetingPage(view))
}

// MeetingContent is the content of a meeting's page, for whoever wants to show beforehand what will be
// published.
func MeetingContent(w *page.Words, a gazette.MeetingAccount) templ.Component {
	return meetingPage(newMeetingView(w, &a))
}

func newMeetingView(w *page.Words, a *gazette.MeetingAccount) meetingView {
	view := meetingView{MeetingAccount: a, words: w}
	for i := range a.Items {
		one := itemView{ItemAccount: &a.Items[i], words: w, level: 4}
		view.items = append(view.items, one)
		if len(one.Limbs) > 0 && !one.Procedural {
			view.decided = append(view.decided, one)
		}
	}
	for _, p := range presences() {
		group := attendanceGroup{presence: p}
		for _, line := range a.Attendance {
			if line.Presence == p {
				group.lines = append(group.lines, line)
			}
		}
		if len(group.lines) > 0 {
			view.groups = append(view.groups, group)
		}
	}
	return view
}

// title is "Cabinet, 13 March 2018".
func (v meetingView) title() string { return v.words.Plain(v.Body.Name) + ", " + v.words.Day(v.Day) }

func (v meetingView) crumbs() []page.Crumb {
	return []page.Crumb{
		{Name: v.words.T("nav.home"), Path: "/"}, {Name: v.words.T("nav.bodies"), Path: "/bodies"},
		{Name: v.words.Plain(v.Body.Name), Path: "/bodies/" + strconv.Itoa(v.Body.Number)},
	}
}

// when is "Tuesday 13 March 2018, 6pm to 7.40pm".
func (v meetingView) when() string {
	text := v.words.Weekday(v.Day)
	switch {
	case v.Starts != "" && v.Ends != "":
		text += ", " + v.words.Say("meeting.from-to", "From", v.words.Clock(v.Starts), "To", v.words.Clock(v.Ends))
	case v.Starts != "":
		text += ", " + v.words.Clock(v.Starts)
	}
	return text
}

// warned says whether the meeting does not go ahead as a reader would think.
func (v meetingView) warned() bool {
	switch v.State {
	case council.Cancelled, council.Postponed, council.Adjourned, council.Inquorate:
		return true
	case council.Scheduled, council.Summoned, council.Held:
	}
	return false
}

// minutesText says where the minutes stand.
func (v meetingView) minutesText() string {
	switch {
	case v.MinutesState == "":
		return v.words.T("meeting.minutes.none")
	case v.ApprovedAt != nil && v.SignedBy != "":
		return v.words.Say("meeting.minutes.signed", "Day", v.words.Day(v.ApprovedAt.Day), "Who", v.SignedBy)
	case v.ApprovedAt != nil:
		return v.words.Say("meeting.minutes.approved", "Day", v.words.Day(v.ApprovedAt.Day))
	}
	return v.words.MinutesState(v.MinutesState)
}

// corrected is a correction word by word.
func (v meetingView) corrected(c gazette.CorrectionLine) []redline.Run {
	return redline.Words(v.words.Plain(c.Was), v.words.Plain(c.Now))
}

// agendaText says which edition of the agenda this is: "Supplement 1, published 5 March 2018, 5pm".
func (v meetingView) agendaText() string {
	if v.AgendaLabel.IsZero() {
		return v.words.T("meeting.agenda.none")
	}
	return v.words.Say("meeting.agenda", "Label", v.words.Plain(v.AgendaLabel), "Moment", v.words.Moment(v.AgendaAt))
}

// about says who a person was on that day: role, post, party and ward.
func about(w *page.Words, l gazette.AttendanceLine) string {
	var parts []string
	if l.Role != "" && l.Role != gazette.Member {
		parts = append(parts, w.MemberRole(l.Role))
	}
	if !l.Post.IsZero() {
		parts = append(parts, w.Plain(l.Post))
	}
	if l.For.Number != 0 {
		parts = append(parts, w.Say("attendance.for", "Who", w.Plain(l.For.Name)))
	}
	if l.Arrived != "" {
		parts = append(parts, w.Say("attendance.arrived", "Item", l.Arrived))
	}
	if l.Left != "" {
		parts = append(parts, w.Say("attendance.left", "Item", l.Left))
	}
	return strings.Join(parts, "; ")
}

// attendeeName is a person's name as the minutes call them: "Councillor David Sedgwick".
func attendeeName(w *page.Words, l gazette.AttendanceLine) string {
	if l.Style == "" {
		return w.Plain(l.Person.Name)
	}
	return l.Style + " " + w.Plain(l.Person.Name)
}

// showItem shows one item of a meeting.
func (s *Site) showItem(w *reply, v *visit) error {
	meeting, err := s.record.MeetingOfItem(v.ctx, v.number)
	if err != nil {
		return err
	}
	account, err := s.record.Meeting(v.ctx, meeting)
	if err != nil {
		return err
	}
	w.modified = account.Revision.Changed
	for i := range account.Items {
		item := &account.Items[i]
		if item.Number != v.number {
			continue
		}
		view := itemView{ItemAccount: item, words: v.words, level: 2}
		if err := s.tellStory(v, &view, w); err != nil {
			return err
		}
		if v.json {
			return w.json(itemData{Meeting: meeting, Body: account.Body, Day: account.Day, Item: item})
		}
		return s.sayItem(w, v, newMeetingView(v.words, &account), view)
	}
	return council.ErrNotFound // the agenda was taken down
}

// tellStory joins an item to the story of the issue that it brings: what it recommends to what answered
// that, and the points raised at it to what was said to them.
func (s *Site) tellStory(v *visit, view *itemView, w *reply) error {
	for _, issue := range view.Issues {
		account, err := s.record.Issue(v.ctx, issue.Number)
		if isAbsent(err) || err == nil && account.Tombstone != nil {
			continue
		}
		if err != nil {
			return err
		}
		for i := range account.Route {
			step := &account.Route[i].Item
			if step.Number == view.Number {
				view.Limbs, view.Points, view.route, view.story = step.Limbs, step.Points, account.Route, linkTo(v.words, "issues", issue.Number)
				if account.Revision.Changed.After(w.modified) {
					w.modified = account.Revision.Changed
				}
				return nil
			}
		}
	}
	return nil
}

// itemData is an item as data.
type itemData struct {
	Meeting int                  `json:"meeting"`
	Body    gazette.Named        `json:"body"`
	Day     council.Day          `json:"day"`
	Item    *gazette.ItemAccount `json:"item"`
}

func (s *Site) sayItem(w *reply, v *visit, meeting meetingView, item itemView) error {
	crumbs := append(meeting.crumbs(), page.Crumb{Name: v.words.Day(meeting.Day), Path: "/meetings/" + strconv.Itoa(meeting.Number)})
	return w.page(s.frame(v, page.Frame{Title: v.words.Plain(item.Title), Section: "meetings", JSON: true, Crumbs: crumbs}),
		itemPage(meeting, item))
}
