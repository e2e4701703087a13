package register

import (
	"context"
	"maps"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// ShortfallKind is what of a council's duties is due, late, waiting or missing.
type ShortfallKind string

// Kinds of shortfalls.
const (
	ShortAgenda     ShortfallKind = "agenda"     // an agenda is due by the statutory clock
	ShortMinutes    ShortfallKind = "minutes"    // of a meeting that was held no minutes are published
	ShortChair      ShortfallKind = "chair"      // the chair was asked to look at minutes
	ShortApproval   ShortfallKind = "approval"   // minutes are published and not approved
	ShortSignature  ShortfallKind = "signature"  // minutes are approved and not signed
	ShortItem       ShortfallKind = "item"       // what is exempt of an item is to be looked at again
	ShortPaper      ShortfallKind = "paper"      // what is exempt in a paper is
	ShortKeyNotice  ShortfallKind = "key-notice" // the time of which a key decision's notice spoke went by without it
	ShortNotice     ShortfallKind = "notice"     // a notice was given of a meeting in whose place there is another
	ShortDecision   ShortfallKind = "decision"   // the record of a decision is to be published
	ShortRecord     ShortfallKind = "record"     // what the executive decided is not recorded as a decision
	ShortAction     ShortfallKind = "action"     // what a resolution asked for was not done by its day
	ShortAnswer     ShortfallKind = "answer"     // what another body recommended or sent back is not considered
	ShortInterests  ShortfallKind = "interests"  // a register of interests is to be given
	ShortQuorum     ShortfallKind = "quorum"     // a body has fewer members than its quorum
	ShortAttendance ShortfallKind = "attendance" // a member comes near six months without attendance
)

// ShortfallKinds lists every kind, in the order of a meeting's life.
func ShortfallKinds() []ShortfallKind {
	return []ShortfallKind{ShortAgenda, ShortMinutes, ShortChair, ShortApproval, ShortSignature, ShortItem, ShortPaper,
		ShortKeyNotice, ShortNotice, ShortRecord, ShortDecision, ShortAction, ShortAnswer, ShortInterests, ShortQuorum, ShortAttendance}
}

// Shortfall is one thing that is due, late, waiting or missing.
type Shortfall struct {
	Kind     ShortfallKind
	Number   int          // of the meeting, item, paper, plan, decision, action, consideration, person or body
	Issue    int          // whose notice it is about; 0 where it is about none
	Body     int          // whose business it is; audience.AllBodies where it is nobody's alone
	Title    council.Text // what the body or the work is called
	Name     string       // the person's, where it is about one
	Day      council.Day  // of the meeting, or when the member attended last
	Last     council.Day  // zero where there is no last day
	Standing deadline.Standing
	Begun    bool            // of minutes: they are written at the desk
	Rule     deadline.RuleID // by which Last is counted; empty where it is the council's own custom
}

// lookedBack is for how many days meetings are looked at: a council approves the minutes of a body that meets
// once a year after that year.
const lookedBack, lookedAhead = 430, 120

// Shortfalls are all that is due, late, waiting or missing today of the bodies for which the viewer may see
// it, what is late first. How agendas stand is told by their clocks: see Agendas.
func (r *Register) Shortfalls(ctx context.Context, v audience.Viewer) (list []Shortfall, err error) {
	err = r.look(ctx, v, ReadCompliance, func(ctx context.Context, t *turn) error {
		s, err := r.survey(ctx, t)
		if err != nil {
			return err
		}
		for _, gather := range []func(context.Context) error{s.meetings, s.withChairs, s.reviews, s.keyNotices, s.notices, s.decisions, s.actions, s.answers,
			s.interests, s.bodies, s.members} {
			if err := gather(ctx); err != nil {
				return err
			}
		}
		list = s.list
		return nil
	})
	SortShortfalls(list)
	return list, err
}

// SortShortfalls puts what is late first, then what is due soonest; what has no last day comes last.
func SortShortfalls(list []Shortfall) {
	slices.SortStableFunc(list, func(a, b Shortfall) int {
		return soonest(a.Standing == deadline.Late, a.Last, b.Standing == deadline.Late, b.Last)
	})
}

// survey is a look at how a council keeps its duties.
type survey struct {
	*Register
	*turn
	today   council.Day
	customs Customs
	roll    gazette.Roll
	list    []Shortfall
}

func (r *Register) survey(ctx context.Context, t *turn) (*survey, error) {
	s := &survey{Register: r, turn: t, today: council.DayOf(council.InLondon(t.at))}
	customs, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	s.customs = customs.Content
	s.roll, err = r.record.Roll(ctx)
	return s, err
}

// add keeps a shortfall of a body, where the viewer may see it.
func (s *survey) add(body int, one Shortfall) {
	if one.Body = body; s.may(body) == nil {
		s.list = append(s.list, one)
	}
}

// stands is how a last day stands today; what has none is due.
func (s *survey) stands(last council.Day) deadline.Standing {
	switch {
	case last.IsZero():
		return deadline.Due
	case last.Before(s.today):
		return deadline.Late
	case !last.After(s.today.Add(s.customs.Deadlines.Soon)):
		return deadline.Due
	}
	return deadline.InTime
}

// meetings are those that were held and whose minutes are not yet drafted, approved or signed.
func (s *survey) meetings(ctx context.Context) error {
	lines, err := s.record.Meetings(ctx, s.today.Add(-lookedBack), s.today.Add(lookedAhead))
	if err != nil {
		return err
	}
	next := map[int]council.Day{} // a body's ordinary meeting after the one looked at
	for _, m := range slices.Backward(lines) {
		later := next[m.Body.Number]
		if m.State != council.Cancelled && m.State != council.Postponed && ordinary(m.Label) {
			next[m.Body.Number] = m.Day
		}
		if m.Day.Before(s.today) {
			if err := s.minutesOf(ctx, m, later); err != nil {
				return err
			}
		}
	}
	return nil
}

// minutesOf says what the minutes of a meeting lack. They are approved at the body's next ordinary meeting, on later.
func (s *survey) minutesOf(ctx context.Context, m gazette.MeetingLine, later council.Day) error {
	one := Shortfall{Number: m.Number, Title: m.Body.Name, Day: m.Day}
	switch m.State {
	case council.Scheduled, council.Cancelled, council.Postponed, council.Inquorate:
		return nil
	case council.Summoned, council.Held, council.Adjourned:
	}
	switch m.MinutesState {
	case "":
		one.Kind = ShortMinutes
		if s.customs.DraftMinutes > 0 {
			one.Last = m.Day.Add(s.customs.DraftMinutes)
		}
	case council.MinutesDraft, council.MinutesPublished:
		one.Kind, one.Last = ShortApproval, later
	case council.MinutesApproved:
		one.Kind = ShortSignature
	case council.MinutesSigned:
		return nil
	}
	one.Standing = s.stands(one.Last)
	_, err := fetch[Minutes](ctx, s.turn, m.Number)
	one.Begun = err == nil
	s.add(m.Body.Number, one)
	if council.IsNotFound(err) {
		return nil
	}
	return err
}

// withChairs are the minutes at which a chair was asked to look.
func (s *survey) withChairs(ctx context.Context) error {
	list, err := find[Minutes](ctx, s.turn, Query{Marks: []Mark{{"state", string(MinutesWithChair)}}})
	for _, k := range list {
		s.add(k.Content.Body, Shortfall{Kind: ShortChair, Begun: true, Number: k.Number, Title: s.roll.Bodies[k.Content.Body].NameOn(k.Content.Day), Day: k.Content.Day,
			Last: k.Content.Until, Standing: s.stands(k.Content.Until)})
	}
	return err
}

// reviews are the exempt items and papers whose day of review has come near.
func (s *survey) reviews(ctx context.Context) error {
	due := Query{Marks: []Mark{{"review", "due"}}}
	items, err := find[Item](ctx, s.turn, due)
	if err != nil {
		return err
	}
	for _, k := range items {
		s.review(k.Content.Body, Shortfall{Kind: ShortItem, Number: k.Number, Title: k.Content.Title, Last: k.Content.Ground.Review})
	}
	papers, err := find[Paper](ctx, s.turn, due)
	for _, k := range papers {
		if !k.Content.Withdrawn {
			s.review(k.Content.Body, Shortfall{Kind: ShortPaper, Number: k.Number, Title: k.Content.Title, Last: k.Content.Ground.Review})
		}
	}
	return err
}

func (s *survey) review(body int, one Shortfall) {
	if one.Standing = s.stands(one.Last); one.Standing != deadline.InTime {
		s.add(body, one)
	}
}

// interests are the registers that members are still to give.
func (s *survey) interests(ctx context.Context) error {
	list, err := s.interestsDue(ctx, s.turn, s.today, 0)
	for _, d := range list {
		if d.Open() && d.Standing != deadline.InTime {
			s.add(audience.AllBodies, Shortfall{Kind: ShortInterests, Number: d.Person, Name: d.Name, Last: d.Last, Standing: d.Standing, Rule: d.Rule.ID})
		}
	}
	return err
}

// bodies are those that cannot have a quorum.
func (s *survey) bodies(context.Context) error {
	sit := map[int]int{}
	for _, p := range s.roll.People {
		for _, m := range p.Memberships {
			if m.Voting && m.Role != gazette.SubstituteFor && m.Covers(s.today) {
				sit[m.Body]++
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(s.roll.Bodies)) {
		if b := s.roll.Bodies[n]; b.Covers(s.today) && b.Quorum > 0 && sit[n] < b.Quorum {
			s.add(n, Shortfall{Kind: ShortQuorum, Number: n, Title: b.NameOn(s.today), Standing: deadline.Late})
		}
	}
	return nil
}

// warned is how many days before a seat falls vacant a member's absence is shown.
const warned = 61

// members are the councillors who have not attended for long (Local Government Act 1972 s85).
func (s *survey) members(ctx context.Context) error {
	attended, err := s.record.LastAttended(ctx)
	if err != nil {
		return err
	}
	for _, n := range s.roll.Councillors(s.today) {
		p := s.roll.People[n]
		last := attended[n]
		if since := s.roll.TookOffice(n, s.today); last.Before(since) {
			last = since
		}
		if last.IsZero() {
			continue // it is not known when they took office
		}
		a, err := deadline.Find(deadline.SixMonths, deadline.On(deadline.Attended, last), s.customs.Deadlines)
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if a.Last.After(s.today.Add(warned)) {
			continue
		}
		one := Shortfall{Kind: ShortAttendance, Number: n, Name: p.Name, Day: last, Last: a.Last, Rule: deadline.SixMonths, Standing: deadline.Due}
		if a.Last.Before(s.today) {
			one.Standing = deadline.Late
		}
		s.add(audience.AllBodies, one)
	}
	return nil
}
