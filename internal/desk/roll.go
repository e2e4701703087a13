package desk

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// rollView is the roll of a meeting: everybody who should be there, to be marked, and a form for others.
type rollView struct {
	sittingView
	refused []register.Kept[register.Attendance] // marks of this person that others were quicker with
	people  []gazette.PersonLine
}

func (d *Desk) rollView(v *visit) (rollView, error) {
	base, err := d.sittingView(v, v.number)
	if err != nil {
		return rollView{}, err
	}
	if base.Sitting.Version == 0 {
		return rollView{}, council.ErrNotFound
	}
	view := rollView{sittingView: base}
	view.people, err = d.record.People(v.ctx, base.Meeting.Day)
	return view, err
}

func (d *Desk) showRoll(w *reply, v *visit) error {
	view, err := d.rollView(v)
	if err != nil {
		return err
	}
	view.form = v.fresh("presence", string(council.InAttendance))
	return w.page(d.sittingFrame(view.sittingView, v.words.T("desk.roll")), rollPage(view))
}

// saveRoll keeps the marks that this person has changed; what others have changed meanwhile is shown.
func (d *Desk) saveRoll(w *reply, v *visit) error {
	var marks []register.RollMark
	for name := range v.PostForm {
		which, ok := strings.CutPrefix(name, "mark-")
		number, err := strconv.Atoi(which)
		if !ok || err != nil || v.PostForm.Get(name) == v.PostForm.Get("was-"+which) {
			continue
		}
		p := council.Presence(v.PostForm.Get(name))
		if err := p.Check(); err != nil {
			return err
		}
		marks = append(marks, register.RollMark{Number: number, Version: v.chosen("version-" + which), Presence: p})
	}
	slices.SortFunc(marks, func(a, b register.RollMark) int { return a.Number - b.Number })
	refused, err := d.register.MarkRoll(v.ctx, v.viewer, v.number, marks)
	if err != nil {
		return err
	}
	if len(refused) == 0 {
		return w.done(sittingPath(v.number)+"/attendance", "saved")
	}
	view, err := d.rollView(v)
	if err != nil {
		return err
	}
	view.refused = refused
	return w.say(409, d.sittingFrame(view.sittingView, v.words.T("desk.roll")), rollPage(view))
}

// addAttendance puts somebody else on the roll: the name is that of a person on the record, or another.
func (d *Desk) addAttendance(w *reply, v *visit) error {
	view, err := d.rollView(v)
	if err != nil {
		return err
	}
	form := v.filled()
	view.form = form
	a := register.Attendance{Name: form.Need("name", v.words.T("desk.roll.name")), Post: strings.TrimSpace(form.Value("post")),
		Presence: council.Presence(form.Value("presence")), For: v.chosen("for")}
	if i := slices.IndexFunc(view.people, func(p gazette.PersonLine) bool { return strings.EqualFold(styled(v.words, p), a.Name) }); i >= 0 {
		a.Person = view.people[i].Person.Number
	}
	if a.Presence == council.Substitute {
		a.Role = gazette.SubstituteFor
	}
	if !form.Failed() {
		_, err := d.register.AddAttendance(v.ctx, v.viewer, v.number, a)
		if err == nil {
			return w.done(sittingPath(v.number)+"/attendance", "saved")
		}
		if !form.Take(err) {
			return err
		}
	}
	return w.again(d.sittingFrame(view.sittingView, v.words.T("desk.roll")), rollPage(view))
}

// styled is what a person is called at a meeting.
func styled(w *page.Words, p gazette.PersonLine) string {
	return strings.TrimSpace(p.Style + " " + w.Plain(p.Person.Name))
}

// attendanceView is one person's attendance.
type attendanceView struct {
	sittingView
	one register.Kept[register.Attendance]
}

func attendancePath(number int) string { return fmt.Sprintf("/desk/attendances/%d", number) }

func (d *Desk) attendanceView(v *visit) (attendanceView, error) {
	k, err := d.register.Attendance(v.ctx, v.viewer, v.number)
	if err != nil {
		return attendanceView{}, err
	}
	base, err := d.sittingView(v, k.Content.Meeting)
	return attendanceView{sittingView: base, one: k}, err
}

func (d *Desk) attendanceFrame(v attendanceView) page.Frame {
	return d.sittingFrame(v.sittingView, v.one.Content.Name, page.Crumb{Name: v.words.T("desk.roll"), Path: sittingPath(v.Number) + "/attendance"})
}

func (d *Desk) showAttendance(w *reply, v *visit) error {
	view, err := d.attendanceView(v)
	if err != nil {
		return err
	}
	c := view.one.Content
	view.form = v.fresh("version", strconv.Itoa(view.one.Version), "presence", string(c.Presence), "post", c.Post, "for", number(c.For),
		"arrived", number(c.Arrived), "left", number(c.Left))
	return w.page(d.attendanceFrame(view), attendancePage(view))
}

func (d *Desk) saveAttendance(w *reply, v *visit) error {
	view, err := d.attendanceView(v)
	if err != nil {
		return err
	}
	form := v.filled()
	view.form = form
	a := view.one.Content
	a.Presence, a.Post, a.For = council.Presence(form.Value("presence")), strings.TrimSpace(form.Value("post")), v.chosen("for")
	a.Arrived, a.Left = v.chosen("arrived"), v.chosen("left")
	err = d.register.ChangeAttendance(v.ctx, v.viewer, v.number, v.version(), a)
	switch {
	case err == nil:
		return w.done(sittingPath(view.Number)+"/attendance", "saved")
	case errors.Is(err, council.ErrConflict):
		view.stale = true
		form = v.fresh("version", strconv.Itoa(view.one.Version), "presence", string(a.Presence), "post", a.Post, "for", number(a.For), "arrived", number(a.Arrived), "left", number(a.Left))
		view.form = form
		return w.say(409, d.attendanceFrame(view), attendancePage(view))
	case !form.Take(err):
		return err
	}
	return w.again(d.attendanceFrame(view), attendancePage(view))
}

func (d *Desk) removeAttendance(w *reply, v *visit) error {
	k, err := d.register.Attendance(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	if err := d.register.RemoveAttendance(v.ctx, v.viewer, v.number); err != nil {
		return err
	}
	return w.done(sittingPath(k.Content.Meeting)+"/attendance", "saved")
}

// presences are the ways to be at a meeting, or not to be, that one may choose for a member.
func presences(w *page.Words, of ...council.Presence) []page.Choice {
	var list []page.Choice
	for _, p := range of {
		list = append(list, page.Choice{Value: string(p), Label: w.Presence(p)})
	}
	return list
}

var memberPresences = []council.Presence{council.Present, council.Remote, council.Apologies, council.Absent}

var otherPresences = []council.Presence{council.InAttendance, council.Substitute, council.Remote}
