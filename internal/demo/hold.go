package demo

import (
	"context"
	"fmt"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// hold publishes that a meeting was held, its decisions, and queues its minutes.
func (b *borough) hold(ctx context.Context, act gazette.Act, m *meeting) error {
	at := b.call(m)
	b.writeMinutes(m, at)
	rng := b.dice("hold", m.number)
	m.content.State = m.fate
	if m.fate != council.Held {
		m.content.Reason = en(m.cause)
	} else {
		m.content.Ends = ends(m, rng.IntN(50))
	}
	if m.fate == council.Adjourned && m.instead != nil {
		m.content.MovedTo = m.instead.number
	}
	if err := b.publish(ctx, act, gazette.KindMeeting, m.number, m.content); err != nil {
		return err
	}
	b.done++
	b.progress(min(b.done, b.total), b.total)
	b.queueDecisions(m)
	var printing *paperJob
	if len(m.minutes.Items) > 0 {
		printing = b.printMinutes(m, at)
	}
	wait := 4 + rng.IntN(7)
	if m.next != nil && clearDays(m.day(), m.next.day()) < 16 {
		wait = 3
	}
	b.queue.push(working(m.day(), wait), afternoon, func(ctx context.Context, act gazette.Act) error {
		m.minutes.State = council.MinutesDraft
		if printing != nil {
			n, err := b.publishWhole(ctx, act, printing)
			if err != nil {
				return err
			}
			m.minutes.Documents = []int{n}
		}
		return b.publish(ctx, act, gazette.KindMinutes, m.number, m.minutes)
	})
	if m.prior == nil {
		return nil
	}
	prior := m.prior
	m.prior = nil
	return b.approve(ctx, act, prior)
}

// approve publishes that the next meeting approved the minutes as a correct record. The items are
// let go of, since nothing more will be published about them.
func (b *borough) approve(ctx context.Context, act gazette.Act, m *meeting) error {
	m.minutes.State, m.minutes.ApprovedAt = council.MinutesApproved, m.next.number
	if chair := chairOf(m.body); chair != nil {
		m.minutes.State = council.MinutesSigned
		m.minutes.SignedBy, m.minutes.SignedOn = chair.called(), m.next.day()
	}
	if err := b.publish(ctx, act, gazette.KindMinutes, m.number, m.minutes); err != nil {
		return err
	}
	m.minutes, m.items, m.late = gazette.Minutes{}, nil, nil
	return nil
}

func chairOf(b *body) *person {
	for _, s := range b.seats {
		if s.role == gazette.Chair {
			return s.person
		}
	}
	return nil
}

// ends is when a meeting closed, from when it began and how much it did.
func ends(m *meeting, more int) council.Clock {
	t := number(string(m.content.Starts[:2]))*60 + number(string(m.content.Starts[3:])) + 25 + 7*taken(m) + more
	return council.Clock(fmt.Sprintf("%02d:%02d", t/60%24, t%60))
}

// writeMinutes writes what happened at every item.
func (b *borough) writeMinutes(m *meeting, at *roll) {
	m.minutes = gazette.Minutes{Attendance: at.lines}
	if m.fate == council.Inquorate {
		return
	}
	at.declared = b.declare(m, at)
	m.minutes.Declarations = at.declared
	for i, t := range m.items {
		if m.fate == council.Adjourned && i > len(m.items)/2 {
			break
		}
		minute := b.minute(m, t, at)
		if minute.Prose.IsZero() {
			continue
		}
		b.recordNames(m, t, at, &minute)
		m.minutes.Items = append(m.minutes.Items, minute)
	}
}

// recordNames adds the names to a vote that was recorded by name: at the budget meeting every
// vote on the budget and the council tax (SI 2014/165). The prose holds the same names.
func (b *borough) recordNames(m *meeting, t *tabled, at *roll, minute *gazette.ItemMinute) {
	if m.content.Label.En != "Budget meeting" || t.step == nil || t.step.told == nil || !t.step.told.has("recorded") {
		return
	}
	names, _ := b.namedVote(at)
	for i := range minute.Resolution {
		if v := minute.Resolution[i].Vote; v != nil {
			v.ByName = names
		}
	}
}

// namedVote is how each member voted on the budget: by groups, with one or two who did not follow.
func (b *borough) namedVote(at *roll) ([]gazette.NamedVote, map[council.Choice][]*person) {
	var votes []gazette.NamedVote
	by := map[council.Choice][]*person{}
	for _, p := range at.voters {
		choice := council.For
		switch {
		case p.party == moderates:
			choice = council.Against
		case p.party == ratepayers, p.party == independents && p.number%2 == 0:
			choice = council.Abstained
		case p.party == greens && p.number%3 == 0:
			choice = council.Abstained
		}
		votes = append(votes, gazette.NamedVote{Person: p.number, Choice: choice})
		by[choice] = append(by[choice], p)
	}
	return votes, by
}
