package desk

import (
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// memberMeetings is how many meetings to come a member's first page shows.
const memberMeetings = 5

// memberView is what is a member's own on the desk's first page.
type memberView struct {
	is       bool // who looks is a member
	step     nextStep
	meetings []memberMeeting
}

// memberMeeting is a meeting to come of a body on which the member sits.
type memberMeeting struct {
	gazette.MeetingLine
	packs  []packLine // that they may read
	opened bool       // they have looked at it before
	news   int        // editions that were published since
}

// nextStep is the one thing that a member would best do now: the message "desk.step." followed by it.
type nextStep struct {
	key  string // "read", "changed", "wait", "late"; empty where nothing is to be done
	what string
	path string
}

// isMember says whether who looks sits on a body.
func (v *visit) isMember() bool {
	return v.viewer.Has(audience.Member, audience.AllBodies) || v.viewer.Has(audience.Chair, audience.AllBodies)
}

// memberView gathers what is a member's own, with what waits for them.
func (d *Desk) memberView(v *visit, waits []register.Wait) (view memberView, err error) {
	if view.is = v.isMember(); !view.is {
		return view, nil
	}
	lines, err := d.sitsAt(v)
	if err != nil {
		return view, err
	}
	var numbers []int
	for _, m := range lines {
		numbers = append(numbers, m.Number)
	}
	seen, err := d.register.SeenOf(v.ctx, v.viewer, numbers)
	if err != nil {
		return view, err
	}
	for _, m := range lines {
		one, err := d.memberMeeting(v, m, seen[m.Number])
		if err != nil {
			return view, err
		}
		view.meetings = append(view.meetings, one)
	}
	view.step = stepOf(v, view.meetings, waits)
	return view, nil
}

// sitsAt are the next meetings of the bodies on which who looks sits.
func (d *Desk) sitsAt(v *visit) ([]gazette.MeetingLine, error) {
	lines, err := d.expected(v, comingDays)
	if err != nil {
		return nil, err
	}
	bodies, all := v.viewer.BodiesAs(audience.Member, audience.Chair)
	lines = slices.DeleteFunc(lines, func(m gazette.MeetingLine) bool { return !all && !slices.Contains(bodies, m.Body.Number) })
	return lines[:min(len(lines), memberMeetings)], nil
}

func (d *Desk) memberMeeting(v *visit, m gazette.MeetingLine, seen register.Kept[register.Seen]) (memberMeeting, error) {
	one := memberMeeting{MeetingLine: m, opened: seen.Number != 0}
	packs, err := d.register.Packs(v.ctx, v.viewer, m.Number)
	if err != nil {
		return one, err
	}
	for _, k := range ownPacks(packs.Packs) {
		line, err := d.packLine(v, k.Content)
		if err != nil {
			return one, err
		}
		one.packs = append(one.packs, line)
	}
	if !one.opened {
		return one, nil
	}
	editions, err := d.record.Editions(v.ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: m.Number})
	for _, e := range editions {
		if e.Seq > seen.Content.Entry {
			one.news++
		}
	}
	return one, err
}

// ownPacks are the packs that a reader would open: of each part the members' where they may read it, which has
// all that the public's has.
func ownPacks(all []register.Kept[register.Pack]) (list []register.Kept[register.Pack]) {
	for _, k := range all {
		fuller := slices.ContainsFunc(all, func(o register.Kept[register.Pack]) bool {
			return o.Content.Part == k.Content.Part && o.Content.Members && !k.Content.Members
		})
		if !fuller && !k.Content.Recalled {
			list = append(list, k)
		}
	}
	return list
}

// stepOf is the next step: what is late, then papers of the next meeting that were not opened or have changed,
// then what waits.
func stepOf(v *visit, meetings []memberMeeting, waits []register.Wait) nextStep {
	wait := func(key string, w register.Wait) nextStep {
		return nextStep{key: key, what: v.words.T("desk.wait."+string(w.Kind)) + ": " + v.words.Plain(w.Title), path: waitPath(w)}
	}
	if len(waits) > 0 && waits[0].Late {
		return wait("late", waits[0])
	}
	for _, m := range meetings {
		what := v.words.Plain(m.Body.Name) + ", " + v.words.Day(m.Day)
		switch {
		case m.HasAgenda && !m.opened:
			return nextStep{key: "read", what: what, path: agendaPath(m.Number)}
		case m.news > 0:
			return nextStep{key: "changed", what: what, path: agendaPath(m.Number)}
		}
	}
	if len(waits) > 0 {
		return wait("wait", waits[0])
	}
	return nextStep{}
}

// meetingNews says whether a meeting was opened and what is new in it.
func (m memberMeeting) meetingNews(v *visit) string {
	switch {
	case !m.HasAgenda:
		return v.words.T("desk.member.no-agenda")
	case !m.opened:
		return v.words.T("desk.member.unopened")
	case m.news > 0:
		return v.words.Count("desk.member.news", m.news)
	}
	return v.words.T("desk.member.no-news")
}

// placeText is when and where a meeting is.
func (m memberMeeting) placeText(v *visit) string {
	text := v.words.Weekday(m.Day)
	if m.Starts != "" {
		text += ", " + v.words.Clock(m.Starts)
	}
	if place := v.words.Plain(m.Place); place != "" {
		text += ", " + place
	}
	return text
}

// recordPath is the page of what a member has done.
const recordPath = "/desk/me/record"

// ward is a ward that the member represents.
type ward struct {
	number int
	name   council.Text
}

func (w ward) path() string { return fmt.Sprintf("/wards/%d", w.number) }
