package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/ballot"
	"moothall/internal/council"
)

// BeginAppointment records that a meeting is to choose somebody at an item, and gives the number of that. Until
// the first round nobody has voted; candidates are numbered in the order given.
func (r *Register) BeginAppointment(ctx context.Context, v audience.Viewer, meeting int, a Appointment) (number int, err error) {
	err = r.recorded(ctx, v, meeting, func(ctx context.Context, t *turn, s Kept[Sitting]) error {
		if s.Content.place(a.Item) < 0 {
			return council.ErrNotFound
		}
		item, err := get[Item](ctx, t, a.Item)
		if err != nil {
			return err
		}
		a.Meeting, a.Body, a.State, a.Openness = meeting, s.Content.Body, AppointmentOpen, item.Content.Ground.Openness
		for i := range a.Candidates {
			a.Candidates[i].Number, a.Candidates[i].Out = i+1, 0
		}
		k, err := add(ctx, t, a)
		number = k.Number
		return err
	})
	return number, err
}

// OpenRound opens the next round of an appointment, in which members vote in their own browsers, and gives the
// number of its poll.
func (r *Register) OpenRound(ctx context.Context, v audience.Viewer, number, version int) (poll int, err error) {
	err = onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Appointment], _ Sitting) error {
		a := k.Content
		if k.Version != version {
			return &Stale[Appointment]{Mine: a, Theirs: k}
		}
		if err := t.sits(ctx, a.Meeting, "round"); err != nil {
			return err
		}
		if _, tied := a.Tie(); tied || a.State != AppointmentOpen {
			return fault("round", "appointment.round.late")
		}
		w, err := r.hall(ctx, t, a.Meeting)
		if err != nil {
			return err
		}
		p := Poll{Meeting: a.Meeting, Body: a.Body, Item: a.Item, Appointment: number, Round: len(a.Rounds) + 1, Manner: a.Manner, Question: a.Office, Openness: a.Openness}
		for _, c := range a.Standing() {
			p.Options = append(p.Options, candidateOption(c.Number))
		}
		p.Options = append(p.Options, string(council.Abstained))
		poll, err = r.openPoll(ctx, t, w, p)
		return err
	})
	return poll, err
}

// endRound keeps what a counted round came to.
func (r *Register) endRound(ctx context.Context, t *turn, poll Kept[Poll]) error {
	k, err := get[Appointment](ctx, t, poll.Content.Appointment)
	if err != nil {
		return err
	}
	round := Round{Poll: poll.Number, Abstained: poll.Content.Count(string(council.Abstained))}
	var tallies []ballot.Tally
	for _, c := range k.Content.Standing() {
		votes := poll.Content.Count(candidateOption(c.Number))
		round.Standing, round.Votes = append(round.Standing, c.Number), append(round.Votes, votes)
		tallies = append(tallies, ballot.Tally{Candidate: c.Number, Votes: votes})
	}
	outcome := ballot.Decide(k.Content.Rule, tallies)
	round.Tied, round.Chooses = outcome.Tied, outcome.Chooses
	if len(outcome.Tied) > 0 {
		poll.Content.State = PollTied
	}
	if _, err := put(ctx, t, poll); err != nil {
		return err
	}
	k.Content.Rounds = append(slices.Clone(k.Content.Rounds), round)
	return r.afterRound(ctx, t, k, poll, outcome.Chosen, outcome.Out)
}

// afterRound keeps who is chosen or out after the last round; neither where a tie waits.
func (r *Register) afterRound(ctx context.Context, t *turn, k Kept[Appointment], poll Kept[Poll], chosen, out int) error {
	a := &k.Content
	last := &a.Rounds[len(a.Rounds)-1]
	last.Chosen, last.Out = chosen, out
	a.Candidates = slices.Clone(a.Candidates)
	for i := range a.Candidates {
		if a.Candidates[i].Number == out && out != 0 {
			a.Candidates[i].Out = len(a.Rounds)
		}
	}
	if chosen != 0 {
		if err := r.appoint(ctx, t, &k, poll, chosen); err != nil {
			return err
		}
	}
	_, err := put(ctx, t, k)
	return err
}

// appoint records the resolution that somebody be appointed, as carried in the last round.
func (r *Register) appoint(ctx context.Context, t *turn, k *Kept[Appointment], poll Kept[Poll], chosen int) error {
	a := &k.Content
	c, ok := a.Candidate(chosen)
	if !ok {
		return council.ErrNotFound
	}
	motion, err := add(ctx, t, Motion{Meeting: a.Meeting, Body: a.Body, Item: a.Item, Sort: MotionProper, State: MotionOpen, Text: c.Resolved, Openness: a.Openness})
	if err != nil {
		return err
	}
	a.State, a.Chosen, a.Motion = AppointmentMade, chosen, motion.Number
	vote := Vote{Manner: a.Manner, Appointment: k.Number, Poll: poll.Number, For: poll.Content.Count(candidateOption(chosen)),
		Abstained: poll.Content.Count(string(council.Abstained))}
	vote.Against = sum(poll.Content.Counts) - vote.For - vote.Abstained
	return r.takeVote(ctx, t, motion, vote, poll.Content.Voters)
}

// SettleTie records who was chosen, or put out, of those who had equal votes in the last round, and how: by lot or
// by the casting vote. The appointment was seen at the given version.
func (r *Register) SettleTie(ctx context.Context, v audience.Viewer, number, version, candidate int, how TieManner) error {
	return onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Appointment], _ Sitting) error {
		if k.Version != version {
			return &Stale[Appointment]{Mine: k.Content, Theirs: k}
		}
		tie, ok := k.Content.Tie()
		if !ok || !slices.Contains(tie.Tied, candidate) {
			return fault("candidate", "appointment.tie.missing")
		}
		if how != ByLot && how != ByCasting {
			return fault("how", "appointment.tie.how")
		}
		poll, err := t.holdPoll(ctx, tie.Poll)
		if err != nil {
			return err
		}
		poll.Content.State = PollClosed
		if poll, err = put(ctx, t, poll); err != nil {
			return err
		}
		k.Content.Rounds = slices.Clone(k.Content.Rounds)
		k.Content.Rounds[len(k.Content.Rounds)-1].Settled = how
		if tie.Chooses {
			return r.afterRound(ctx, t, k, poll, candidate, 0)
		}
		return r.afterRound(ctx, t, k, poll, 0, candidate)
	})
}

// GiveUpAppointment ends an appointment without anybody being appointed. A round that is open is given up first.
func (r *Register) GiveUpAppointment(ctx context.Context, v audience.Viewer, number, version int) error {
	return onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Appointment], _ Sitting) error {
		if k.Content.State != AppointmentOpen {
			return fault("round", "appointment.round.late")
		}
		polls, err := find[Poll](ctx, t, Query{Marks: []Mark{{"appointment", itoa(number)}, {"state", string(PollOpen)}}})
		if err != nil {
			return err
		}
		if len(polls) > 0 {
			return fault("round", "motion.poll.open")
		}
		k.Version, k.Content.State = version, AppointmentVoid
		_, err = put(ctx, t, k)
		return err
	})
}

// Appointment is one appointment.
func (r *Register) Appointment(ctx context.Context, v audience.Viewer, number int) (Kept[Appointment], error) {
	return one[Appointment](ctx, r, v, number)
}
