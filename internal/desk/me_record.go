package desk

import (
	"cmp"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// recordView is what a member has done, as it is published, with what is asked of them.
type recordView struct {
	*visit
	person   gazette.PersonPage
	is       bool // they are somebody on the record
	wards    []ward
	votes    page.Pages
	points   []ownPoint
	raised   int
	asked    page.Pages
	actions  []register.ActionWork
	dues     []register.InterestDue
	interest string // where their register of interests is kept; empty where they have none
}

// ownPoint is something that they raised at a meeting, and the answer they were given.
type ownPoint struct {
	gazette.PointAccount
	meeting gazette.MeetingAccount
	item    council.Text
}

// ownPoints is how many points a page lists.
const ownPoints = 10

// showRecord is a member's record: attendance, votes, points raised, actions, interests, wards.
func (d *Desk) showRecord(w *reply, v *visit) error {
	view := recordView{visit: v, is: v.viewer.Person() != 0}
	var err error
	if view.actions, err = d.register.Actions(v.ctx, v.viewer, register.ActionQuery{Owner: v.viewer.Account()}); err != nil {
		return err
	}
	if view.is {
		if err := d.readRecord(v, &view); err != nil {
			return err
		}
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.record")}), recordPage(view))
}

// readRecord reads what is published of who looks.
func (d *Desk) readRecord(v *visit, view *recordView) error {
	today := d.today()
	number, err := strconv.Atoi(v.query("votes"))
	if err != nil {
		number = 1
	}
	if view.person, err = d.record.Person(v.ctx, v.viewer.Person(), today, number); err != nil {
		return err
	}
	if view.person.PersonAttendance, err = d.record.Attendance(v.ctx, v.viewer.Person(), council.Spell{}, 1); err != nil {
		return err
	}
	_, view.votes = v.pagesOf("votes", view.person.VotesTotal, gazette.VotesPerPage)
	for _, r := range view.person.Content.Represents {
		if r.Covers(today) {
			view.wards = append(view.wards, ward{r.Ward, view.person.Wards[r.Ward]})
		}
	}
	if register.May(v.viewer, register.KeepInterests, 0) == nil {
		view.interest = interestsPath(v.viewer.Person())
		if view.dues, err = d.register.OwnInterestsDue(v.ctx, v.viewer, v.viewer.Person(), today); err != nil {
			return err
		}
	}
	return d.raised(v, view)
}

// raised finds what they raised in published minutes, the latest meeting first.
func (d *Desk) raised(v *visit, view *recordView) error {
	meetings, err := d.record.Mentioning(v.ctx, gazette.Subject{Kind: gazette.KindPerson, Number: v.viewer.Person()}, gazette.KindMinutes)
	if err != nil {
		return err
	}
	var all []ownPoint
	for _, n := range meetings {
		m, err := d.record.Meeting(v.ctx, n)
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		for _, item := range m.Items {
			for _, p := range item.Points {
				if p.By.Number == v.viewer.Person() {
					all = append(all, ownPoint{p, m, item.Title})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b ownPoint) int {
		return cmp.Or(b.meeting.Day.Compare(a.meeting.Day), b.meeting.Number-a.meeting.Number)
	})
	view.raised = len(all)
	view.points, view.asked = pageOfAs(v, "points", all, ownPoints)
	return nil
}
