package register

import (
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// ReportState is where a report stands on its way to its first agenda.
type ReportState string

// States of a report.
const (
	ReportDrafting  ReportState = "drafting"  // its authors write
	ReportClearing  ReportState = "clearing"  // approvers are asked
	ReportCleared   ReportState = "cleared"   // ready for the agendas of its route
	ReportWithdrawn ReportState = "withdrawn" // goes nowhere any more
)

// Report is a report on an issue, with the route that is planned for it. It goes on from body to body;
// what one of them raised and resolved goes with it.
type Report struct {
	Issue      int               `json:"issue"` // public number
	Title      council.Text      `json:"title"`
	Purpose    council.Text      `json:"purpose,omitzero"` // plain: "To consider a report of ..."
	References []string          `json:"references,omitempty"`
	Contacts   []gazette.Contact `json:"contacts,omitempty"`
	Department council.Text      `json:"department,omitzero"`
	Author     int               `json:"author"`            // account that started it
	Writers    []int             `json:"writers,omitempty"` // other accounts that may write
	Approvers  []int             `json:"approvers,omitempty"`
	State      ReportState       `json:"state"`
	Ground     audience.Ground   `json:"ground,omitzero"`
	Key        KeyAnswers        `json:"key,omitzero"`
	Route      []Stage           `json:"route,omitempty"`
	Sections   []int             `json:"sections,omitempty"` // section numbers in order
	Responses  []PointResponse   `json:"responses,omitempty"`
	Once       string            `json:"once,omitzero"` // of the form that started it, so that a form sent twice starts one
}

// KeyAnswers are the answers to whether the decision is key (SI 2012/2089 reg 8).
type KeyAnswers struct {
	Asked    bool         `json:"asked,omitzero"`  // the questions were answered
	Pounds   int          `json:"pounds,omitzero"` // spending or saving that follows
	AllWards bool         `json:"allWards,omitzero"`
	Wards    []int        `json:"wards,omitempty"` // significantly affected
	Key      bool         `json:"key,omitzero"`
	Reason   council.Text `json:"reason,omitzero"` // why it is key
}

// PointResponse is what a report says to a point that a body has raised on it.
type PointResponse struct {
	Item   int    `json:"item"`   // at which it was raised
	Raised string `json:"raised"` // the point, as the minutes have it in public
	Text   Words  `json:"text"`   // plain
}

// Stage is a planned consideration of a report: which body, when, in what role, and what it is asked.
type Stage struct {
	Body    int           `json:"body"`
	Day     council.Day   `json:"day,omitzero"`     // planned; the meeting's day once it is known
	Meeting int           `json:"meeting,omitzero"` // public number, once chosen
	Role    council.Role  `json:"role"`
	Lead    string        `json:"lead,omitzero"` // "The Cabinet is recommended to:"
	Asked   []gazette.Ask `json:"asked,omitempty"`
	Item    int           `json:"item,omitzero"` // the agenda item that brings it there, once there is one
}

// writes says whether the viewer may change the report: its author and those who write with them while they write
// reports, and the officers of each body while it is before that.
func (r Report) writes(v audience.Viewer) bool {
	if slices.Contains(r.allWriters(), v.Account()) && May(v, WriteReport, r.Body()) == nil {
		return true
	}
	return slices.ContainsFunc(r.before(), func(body int) bool { return v.Has(audience.Officer, body) })
}

// before are the bodies before which the report is: the one whose agenda took it up last, and the one to which it
// goes next. So one body has it until the next has it on an agenda.
func (r Report) before() []int {
	var list []int
	for _, s := range r.Route {
		if s.Item == 0 {
			return append(list, s.Body)
		}
		list = []int{s.Body}
	}
	if list == nil {
		return []int{r.Body()} // no route is planned yet
	}
	return list
}

// allWriters are the accounts that write the report.
func (r Report) allWriters() []int { return slices.Concat([]int{r.Author}, r.Writers) }

// goesOn says whether a body on its route is still to have it.
func (r Report) goesOn() bool {
	return r.State != ReportWithdrawn && slices.ContainsFunc(r.Route, func(s Stage) bool { return s.Item == 0 })
}

// Kind implements Work.
func (Report) Kind() Kind { return "report" }

// Body is the body before which the report goes first; 0 while no route is planned.
func (r Report) Body() int {
	if len(r.Route) == 0 {
		return audience.AllBodies
	}
	return r.Route[0].Body
}

// Lock implements Work: every body on the route has it prepared, by its own officers.
func (r Report) Lock() audience.Lock {
	l := audience.Lock{Body: r.Body(), Openness: r.Ground.Openness, Owners: slices.Concat([]int{r.Author}, r.Writers, r.Approvers)}
	for _, s := range r.Route {
		b := audience.Before{Body: s.Body}
		if s.Body != l.Body && !slices.Contains(l.Also, b) {
			l.Also = append(l.Also, b)
		}
	}
	return l
}

// Marks implements Work.
func (r Report) Marks() []Mark {
	marks := []Mark{{"issue", fmt.Sprint(r.Issue)}, {"state", string(r.State)}, {"writer", fmt.Sprint(r.Author)}}
	for _, n := range r.Writers {
		marks = append(marks, Mark{"writer", fmt.Sprint(n)})
	}
	if r.State != ReportWithdrawn {
		marks = append(marks, Mark{"alive", "yes"})
	}
	if r.goesOn() {
		marks = append(marks, Mark{"goes on", "yes"})
	}
	if r.Key.Key {
		marks = append(marks, Mark{"key", "yes"})
	}
	for _, s := range r.Route {
		marks = append(marks, Mark{"body", fmt.Sprint(s.Body)})
		if s.Item == 0 && r.State != ReportWithdrawn {
			marks = append(marks, Mark{"waits for", fmt.Sprint(s.Body)})
		}
	}
	if r.Once != "" {
		marks = append(marks, Mark{"once", r.Once})
	}
	return marks
}

// Order implements Work: the report whose first body meets soonest comes first.
func (r Report) Order() string {
	day := "9999"
	for _, s := range r.Route {
		if s.Item == 0 && !s.Day.IsZero() {
			day = s.Day.String()
			break
		}
	}
	return day + " " + gazette.FoldText(r.Title)
}

// Check implements Work.
func (r Report) Check() error {
	var faults council.Faults
	if r.Title.IsZero() {
		faults.Add("title", "report.title.missing")
	}
	if r.Issue == 0 {
		faults.Add("issue", "report.issue.missing")
	}
	for _, s := range r.Route {
		if s.Body == 0 || s.Role.Check() != nil {
			faults.Add("route", "report.route.incomplete")
			break
		}
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return r.Ground.Check()
}

// waitsFor is the next stage before a body, on the day of one of its meetings; nil where there is none.
func (r Report) waitsFor(body int, on council.Day) *Stage {
	for _, s := range r.Route {
		if s.Body == body && s.Item == 0 {
			s.Day = on
			return &s
		}
	}
	return nil
}
