package register

import (
	"context"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// SittingWork is all that is recorded of a meeting, as far as the viewer may see it.
type SittingWork struct {
	Number   int // of the meeting
	Meeting  gazette.Meeting
	Body     gazette.Body
	Sitting  Kept[Sitting] // version 0 while it is not opened
	Items    []ItemWork    // in the order of business
	Roll     []Kept[Attendance]
	Declared []Kept[Declaration]
	Motions  []Kept[Motion]
	Votes    map[int]Kept[Vote] // by motion
	Polls    []Kept[Poll]
	voted    map[int]int // how many have voted in a poll, where the screen says so
	Floor    Kept[Floor] // version 0 where nobody was given it yet
	// Appointments are what is or was to be chosen from candidates.
	Appointments []Kept[Appointment]
	Customs      BodyCustoms
	Phrases      []council.Text // standing phrases of the body, then of the council
	// RemoteCounts says that those who attend from elsewhere are part of the meeting: in Wales (LGE(W)A
	// 2021 s47), not in England.
	RemoteCounts bool
}

// Sitting is what is recorded of a meeting.
func (r *Register) Sitting(ctx context.Context, v audience.Viewer, meeting int) (w SittingWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		w, err = r.hall(ctx, t, meeting)
		return err
	})
	return w, err
}

// hall gathers what is recorded of a meeting.
func (r *Register) hall(ctx context.Context, t *turn, meeting int) (w SittingWork, err error) {
	w.Number, w.Votes = meeting, map[int]Kept[Vote]{}
	if w.Meeting, err = published[gazette.Meeting](ctx, r, meeting); err != nil {
		return w, err
	}
	if w.Body, err = published[gazette.Body](ctx, r, w.Meeting.Body); err != nil {
		return w, err
	}
	if w.Sitting, err = get[Sitting](ctx, t, meeting); council.IsNotFound(err) {
		w.Sitting = Kept[Sitting]{Number: meeting, Content: Sitting{Body: w.Meeting.Body, Day: w.Meeting.Day}}
	} else if err != nil {
		return w, err
	}
	if err := r.hallItems(ctx, t, &w); err != nil {
		return w, err
	}
	customs, err := t.bodyCustoms(ctx, w.Meeting.Body)
	if err != nil {
		return w, err
	}
	all, err := t.customs(ctx)
	if err != nil {
		return w, err
	}
	w.Phrases = slices.Concat(customs.Content.Phrases, all.Content.Phrases)
	w.Customs, w.RemoteCounts = customs.Content, all.Content.Deadlines.Nation == deadline.Wales
	return w, t.hallRecords(ctx, &w)
}

// hallItems are the items in the order of business, with the numbers that the agenda gives them.
func (r *Register) hallItems(ctx context.Context, t *turn, w *SittingWork) error {
	agenda, err := t.agendaOf(ctx, w.Number, w.Meeting)
	if err != nil {
		return err
	}
	a := AgendaWork{Number: w.Number, Meeting: w.Meeting, Body: w.Body, Agenda: agenda}
	if a.Items, err = t.itemsOf(ctx, agenda.Content); err != nil {
		return err
	}
	if err := r.numberItems(ctx, &a); err != nil {
		return err
	}
	business := w.Sitting.Content.Business
	if w.Sitting.Version == 0 {
		business = agenda.Content.Items
	}
	for _, n := range business {
		i := slices.IndexFunc(a.Items, func(one ItemWork) bool { return one.Number == n })
		if i >= 0 {
			w.Items = append(w.Items, a.Items[i])
		}
	}
	return nil
}

// hallRecords are the roll, the declarations, the motions and the votes.
func (t *turn) hallRecords(ctx context.Context, w *SittingWork) (err error) {
	of := Query{Marks: []Mark{{"meeting", itoa(w.Number)}}}
	if w.Roll, err = t.roll(ctx, w.Number); err != nil {
		return err
	}
	if w.Declared, err = find[Declaration](ctx, t, of); err != nil {
		return err
	}
	if w.Motions, err = t.motions(ctx, w.Number); err != nil {
		return err
	}
	if w.Polls, err = find[Poll](ctx, t, of); err != nil {
		return err
	}
	if w.Appointments, err = find[Appointment](ctx, t, of); err != nil {
		return err
	}
	if w.Floor, err = fetch[Floor](ctx, t, w.Number); err != nil && !council.IsNotFound(err) {
		return err
	}
	votes, err := find[Vote](ctx, t, of)
	for _, k := range votes {
		w.Votes[k.Content.Motion] = k
	}
	return err
}

// NameOf is what a person on the roll is called; empty where they are not on it.
func (w SittingWork) NameOf(person int) string {
	for _, k := range w.Roll {
		if k.Content.Person == person && person != 0 {
			return k.Content.Name
		}
	}
	return ""
}

// Withdrew says whether a person has withdrawn from an item for an interest.
func (w SittingWork) Withdrew(person, item int) bool {
	return slices.ContainsFunc(w.Declared, func(k Kept[Declaration]) bool {
		d := k.Content
		return d.Withdrew && d.Person == person && person != 0 && (d.Item == item || d.Item == 0)
	})
}

// counts says whether somebody is part of the meeting at an item, for its quorum and its votes: a voting
// member or their substitute who is there, in the room where the law asks for that, and has not withdrawn.
func (w SittingWork) counts(a Attendance, item int) bool {
	return a.Votes() && a.HereAt(w.Sitting.Content, item) && a.Presence != council.InAttendance &&
		(a.Presence != council.Remote || w.RemoteCounts) && !w.Withdrew(a.Person, item)
}

// Voters are those who may vote at an item.
func (w SittingWork) Voters(item int) (list []Kept[Attendance]) {
	for _, k := range w.Roll {
		if w.counts(k.Content, item) {
			list = append(list, k)
		}
	}
	return list
}

// Quorum is whether enough members are there at an item.
type Quorum struct {
	Need  int // 0 where nothing says how many
	Here  int
	Seats int  // voting seats of the body
	Law   bool // Need is what statute asks of the council itself: a quarter of its members (LGA 1972 Sch 12 para 6)
}

// Stands says whether the meeting may do business.
func (q Quorum) Stands() bool { return q.Here >= q.Need && q.Here > 0 }

// QuorumAt is the quorum at an item; 0 is before the first.
func (w SittingWork) QuorumAt(item int) Quorum {
	q := Quorum{Need: w.Body.Quorum, Here: len(w.Voters(item))}
	for _, k := range w.Roll {
		if k.Content.Expected {
			q.Seats++
		}
	}
	if quarter := (max(q.Seats, w.Body.Seats) + 3) / 4; w.Body.Kind == council.FullCouncil && quarter > q.Need {
		q.Need, q.Law = quarter, true
	}
	return q
}

// NameForce is why a vote must be taken by name.
type NameForce string

// Why a vote is taken by name.
const (
	NamedForBudget NameForce = "budget" // on the budget or the council tax, at the budget meeting (SI 2014/165)
	NamedOnDemand  NameForce = "demand" // so many members demand it as the body's customs ask for
)

// MustName says why a vote on a motion must be taken by name; empty where it need not.
func (w SittingWork) MustName(m Motion, demanded []int) NameForce {
	switch {
	case m.Budget && w.Body.Kind == council.FullCouncil:
		return NamedForBudget
	case w.Customs.NamedVote > 0 && len(demanded) >= w.Customs.NamedVote:
		return NamedOnDemand
	}
	return ""
}

// IsBudgetMeeting says whether a meeting is called for the budget, by what it is called.
func IsBudgetMeeting(m gazette.Meeting) bool {
	return labelled(m.Label, "budget", "cyllideb")
}

// labelled says whether what a meeting is labelled with has one of the words.
func labelled(label council.Text, words ...string) bool {
	said := strings.ToLower(label.En + " " + label.Cy)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(said, w) })
}

// Excluded is the motion by which the press and public were excluded for an item; false where none was
// carried.
func (w SittingWork) Excluded(item int) (Kept[Motion], bool) {
	for _, k := range w.Motions {
		if k.Content.Sort == MotionExclusion && k.Content.State == MotionCarried && slices.Contains(k.Content.Items, item) {
			return k, true
		}
	}
	return Kept[Motion]{}, false
}

// At is what was recorded at one item.
type At struct {
	ItemWork
	Declared []Kept[Declaration]
	Motions  []Kept[Motion] // amendments after what they amend
}

// At is what was recorded at an item; false where it is none of the business that the viewer may see.
func (w SittingWork) At(item int) (a At, ok bool) {
	i := slices.IndexFunc(w.Items, func(one ItemWork) bool { return one.Number == item })
	if i < 0 {
		return a, false
	}
	a.ItemWork = w.Items[i]
	for _, k := range w.Declared {
		if k.Content.Item == item {
			a.Declared = append(a.Declared, k)
		}
	}
	for _, k := range w.Motions {
		if k.Content.Item != item || k.Content.Sort == MotionAmendment {
			continue
		}
		a.Motions = append(a.Motions, k)
		for _, of := range w.Motions {
			if of.Content.Amends == k.Number {
				a.Motions = append(a.Motions, of)
			}
		}
	}
	return a, true
}

// Motion is one motion.
func (r *Register) Motion(ctx context.Context, v audience.Viewer, number int) (Kept[Motion], error) {
	return one[Motion](ctx, r, v, number)
}

// Attendance is one person's attendance.
func (r *Register) Attendance(ctx context.Context, v audience.Viewer, number int) (Kept[Attendance], error) {
	return one[Attendance](ctx, r, v, number)
}

// Declaration is one declaration of an interest.
func (r *Register) Declaration(ctx context.Context, v audience.Viewer, number int) (Kept[Declaration], error) {
	return one[Declaration](ctx, r, v, number)
}

// one is a piece of work that the viewer may see.
func one[T Work](ctx context.Context, r *Register, v audience.Viewer, number int) (k Kept[T], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = get[T](ctx, t, number)
		return err
	})
	return k, err
}
