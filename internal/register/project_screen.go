package register

import (
	"cmp"
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/screen"
)

// ProjectScreen is what the screen in the chamber shows of a meeting. It is the one place where what is recorded
// there becomes words that anybody may read before they are published, and has the same rule as project.go: its type
// has no field for an exempt word. Of an item that is kept from the public, or for which they are excluded, it says
// that the meeting is in private session, and nothing else.
func ProjectScreen(w SittingWork, v audience.Viewer) (screen.Face, error) {
	s := w.Sitting.Content
	face := screen.Face{Meeting: w.Number, Body: w.Body.NameOn(w.Meeting.Day), Day: w.Meeting.Day, Stand: screen.Stand(s.State), Since: s.Began}
	switch {
	case s.State == SittingClosed:
		face.Since = s.Ended
		return face, nil
	case s.State == SittingAdjourned && len(s.Breaks) > 0:
		face.Since = s.Breaks[len(s.Breaks)-1].From
	}
	at, ok := w.At(s.Item)
	if !ok {
		face.Private = s.Item != 0
		return face, nil
	}
	if _, excluded := w.Excluded(s.Item); excluded || !at.Content.Ground.IsOpen() {
		face.Private = true
		return face, nil
	}
	face.Item = &screen.Item{Printed: at.Printed, Title: at.Content.Title}
	if f := w.Floor.Content; f.Name != "" && f.Item == s.Item {
		face.Speaker = &screen.Speaker{Name: f.Name, Since: f.Since, Seconds: f.Seconds}
	}
	return face, w.showMotions(&face, at, v)
}

// showMotions are the motion before the meeting, the vote under way and the last result, at an open item.
func (w SittingWork) showMotions(face *screen.Face, at At, v audience.Viewer) error {
	poll := w.pollAt(at.Number)
	if poll.Number != 0 && poll.Content.Lock().IsOpen() {
		face.Voting = &screen.Voting{Manner: string(poll.Content.Manner), Round: poll.Content.Round, Of: len(poll.Content.Voters), Voted: w.voted[poll.Number],
			Tied: poll.Content.State == PollTied}
		if poll.Content.Appointment != 0 {
			office, err := poll.Content.Question.Open(v, poll.Content.Lock())
			if err != nil {
				return err
			}
			face.Voting.Office = office
		}
	}
	if k, ok := before(at, poll.Content.Motion); ok {
		text, err := k.Content.Text.Open(v, k.Content.Lock())
		if err != nil {
			return err
		}
		was, err := k.Content.Before.Open(v, k.Content.Lock())
		if err != nil {
			return err
		}
		face.Motion = &screen.Motion{Sort: string(k.Content.Sort), Text: text, Before: was, Mover: w.NameOf(k.Content.Mover), Seconder: w.NameOf(k.Content.Seconder)}
	}
	last, ok := w.lastVote(at)
	if !ok || face.Voting != nil {
		return nil
	}
	result, err := w.showResult(last, v)
	face.Result = result
	return err
}

// pollAt is the poll under way at an item; number 0 where there is none.
func (w SittingWork) pollAt(item int) Kept[Poll] {
	for _, k := range w.Polls {
		if k.Content.Item == item && underWay(k) {
			return k
		}
	}
	return Kept[Poll]{}
}

// before is the motion that is before the meeting at an item: the one that is voted on, or else an amendment before
// what it amends, the last one first.
func before(at At, polled int) (Kept[Motion], bool) {
	var found Kept[Motion]
	for _, k := range at.Motions {
		switch {
		case !k.Content.Lock().IsOpen(): // moved while the item was kept from the public
		case k.Number == polled:
			return k, true
		case k.Content.State != MotionOpen:
		case found.Number == 0 || found.Content.Sort != MotionAmendment || k.Content.Sort == MotionAmendment:
			found = k
		}
	}
	return found, found.Number != 0
}

// lastVote is the vote that was taken last at an item.
func (w SittingWork) lastVote(at At) (last Kept[Vote], ok bool) {
	for _, k := range at.Motions {
		vote, taken := w.Votes[k.Number]
		if taken && k.Content.Lock().IsOpen() && (last.Number == 0 || cmp.Or(vote.Changed.Compare(last.Changed), vote.Number-last.Number) > 0) {
			last = vote
		}
	}
	return last, last.Number != 0
}

// showResult is how a vote went.
func (w SittingWork) showResult(k Kept[Vote], v audience.Viewer) (*screen.Result, error) {
	i := slices.IndexFunc(w.Motions, func(m Kept[Motion]) bool { return m.Number == k.Content.Motion })
	m := w.Motions[i].Content
	text, err := m.Text.Open(v, m.Lock())
	if err != nil {
		return nil, err
	}
	vote := k.Content
	r := &screen.Result{Sort: string(m.Sort), Text: text, Carried: vote.Carried(), Manner: string(vote.Manner), For: vote.For, Against: vote.Against,
		Abstained: vote.Abstained, Casting: vote.Casting}
	for _, n := range vote.Names {
		r.Names = append(r.Names, screen.Name{Name: w.NameOf(n.Person), Choice: n.Choice})
	}
	for _, a := range w.Appointments {
		if a.Number == vote.Appointment {
			r.Rounds = a.Content.shown()
		}
	}
	return r, nil
}

// shown are the rounds of an appointment with the names of its candidates.
func (a Appointment) shown() (list []screen.Round) {
	name := func(number int) string { c, _ := a.Candidate(number); return c.Name }
	for _, r := range a.Rounds {
		one := screen.Round{Abstained: r.Abstained, Chosen: name(r.Chosen), Out: name(r.Out), Settled: string(r.Settled)}
		for i, c := range r.Standing {
			one.Tallies = append(one.Tallies, screen.Tally{Name: name(c), Votes: r.Votes[i]})
		}
		list = append(list, one)
	}
	return list
}

// showScreen keeps what the screen shows of a meeting, in the transaction that has changed it, so that no screen
// shows anything but what is kept, and watching asks nothing of what may not be seen.
func (r *Register) showScreen(ctx context.Context, t *turn, meeting int) error {
	if _, err := fetch[Sitting](ctx, t, meeting); err != nil {
		if council.IsNotFound(err) {
			return nil
		}
		return err
	}
	w, err := r.hall(ctx, t, meeting)
	if err != nil {
		return err
	}
	w.voted = map[int]int{}
	for _, k := range w.Polls {
		if underWay(k) {
			casts, err := t.casts(ctx, k)
			if err != nil {
				return err
			}
			w.voted[k.Number] = len(casts)
		}
	}
	face, err := ProjectScreen(w, t.viewer)
	if err != nil {
		return err
	}
	return t.tx.Show(ctx, screen.Shown{Face: face, Pulse: w.pulse()})
}

// pulse tells one vote from another for those who vote.
func (w SittingWork) pulse() string {
	pulse := string(w.Sitting.Content.State)
	if len(w.Polls) > 0 {
		last := w.Polls[len(w.Polls)-1]
		pulse += " " + itoa(last.Number) + " " + string(last.Content.State)
	}
	return pulse
}

// showVoted has the screen say that one more has voted.
func (t *turn) showVoted(ctx context.Context, meeting int) error {
	shown, err := t.tx.Shown(ctx, meeting)
	if council.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if v := shown.Face.Voting; v != nil {
		v.Voted++
	}
	return t.tx.Show(ctx, shown)
}
