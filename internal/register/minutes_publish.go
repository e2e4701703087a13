package register

import (
	"context"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Typeset writes prose as it was typed as HTML.
type Typeset func(prose string, l council.Language) string

// DraftMinutes publishes the minutes as a draft and puts them, by itself, on the agenda of the next meeting
// of the body at which they can be approved. Every item's prose must have been read as it stands now.
func (r *Register) DraftMinutes(ctx context.Context, v audience.Viewer, meeting, version int) error {
	if err := May(v, PublishMinutes, r.bodyOf(ctx, meeting)); err != nil {
		return err
	}
	papers, err := r.printMinutes(ctx, v, meeting)
	if err != nil {
		return err
	}
	place, err := r.placeFor(ctx, v, meeting)
	if err != nil {
		return err
	}
	return r.minutesAct(ctx, v, PublishMinutes, meeting, version, func(ctx context.Context, t *turn, w *MinutesWork) error {
		w.Minutes.Content.State, w.Minutes.Content.Drafted = MinutesDrafted, council.DayOf(council.InLondon(t.at))
		w.Minutes.Content.Until = council.Day{}
		if err := t.keepMinutesPapers(ctx, w, papers); err != nil {
			return err
		}
		if err := r.publishMinutes(ctx, t, w, council.MinutesDraft, papers); err != nil {
			return err
		}
		if err := t.drafted(ctx, w); err != nil {
			return err
		}
		return t.placeMinutes(ctx, w, place)
	}, MinutesWriting, MinutesWithChair)
}

// publishMinutes sends the minutes, with their papers and with what follows from them, to the gazette.
func (r *Register) publishMinutes(ctx context.Context, t *turn, w *MinutesWork, state council.MinutesState, papers []minutesPaper) error {
	content, err := ProjectMinutes(*w, state, t.viewer, r.typeset)
	if err != nil {
		return err
	}
	out, err := t.paperEditions(ctx, papers)
	if err != nil {
		return err
	}
	o, err := edition(gazette.Subject{Kind: gazette.KindMinutes, Number: w.Number}, content)
	if err != nil {
		return err
	}
	if err := t.send(ctx, append(out, o)...); err != nil {
		return err
	}
	return r.followMinutes(ctx, t, w, content)
}

// drafted remembers what the public now reads of each item.
func (t *turn) drafted(ctx context.Context, w *MinutesWork) error {
	for _, n := range w.Sitting.Content.Business {
		k, ok := w.Written[n]
		if !ok {
			continue
		}
		o, err := k.Content.Open(t.viewer)
		if err != nil {
			return err
		}
		prose, _ := k.Content.Public(o)
		k.Content.Drafted = Sealed(prose)
		if w.Written[n], err = put(ctx, t, k); err != nil {
			return err
		}
	}
	return nil
}

// place is where minutes go to be approved: a meeting, and the number kept ready for an item, should its
// agenda have none for minutes.
type place struct{ meeting, item int }

// placeFor is the next meeting at which minutes can be approved, with its agenda begun; zero where none is
// on the record yet.
func (r *Register) placeFor(ctx context.Context, v audience.Viewer, meeting int) (p place, err error) {
	m, err := published[gazette.Meeting](ctx, r, meeting)
	if err != nil {
		return p, err
	}
	if p.meeting, err = r.nextSuitable(ctx, m); err != nil || p.meeting == 0 {
		return p, err
	}
	agenda, err := r.Agenda(ctx, v, p.meeting)
	if err != nil {
		return p, err
	}
	if agenda.Agenda.Version == 0 {
		if err := r.BeginAgenda(ctx, v, p.meeting); err != nil {
			return p, err
		}
	}
	p.item, err = r.press.Reserve(ctx, gazette.KindItem, 1)
	return p, err
}

// nextSuitable is the next meeting of the same body that is suitable for approving minutes (LGA 1972 Sch 12
// paras 40, 41): one that is to come, and not extraordinary. It is 0 where there is none.
func (r *Register) nextSuitable(ctx context.Context, m gazette.Meeting) (next int, err error) {
	numbers, err := r.record.Mentioning(ctx, gazette.Subject{Kind: gazette.KindBody, Number: m.Body}, gazette.KindMeeting)
	if err != nil {
		return 0, err
	}
	today := council.DayOf(council.InLondon(r.now()))
	var day council.Day
	for _, n := range numbers {
		other, err := published[gazette.Meeting](ctx, r, n)
		if err != nil {
			return 0, err
		}
		if other.Body != m.Body || !other.Day.After(m.Day) || other.Day.Before(today) || !suitable(other) {
			continue
		}
		if next == 0 || other.Day.Before(day) {
			next, day = n, other.Day
		}
	}
	return next, nil
}

// suitable says whether a meeting may approve minutes.
func suitable(m gazette.Meeting) bool {
	return (m.State == council.Scheduled || m.State == council.Summoned) && ordinary(m.Label)
}

// ordinary says whether a meeting with that label may approve minutes: one that was called for single matters
// does not (Local Government Act 1972 Sch 12 para 41).
func ordinary(label council.Text) bool {
	return !labelled(label, "extraordinary", "special", "eithriadol", "arbennig")
}

// placeMinutes puts the minutes on the agenda of the meeting that is to approve them: at the item that
// stands there for minutes, or else at one of their own before all that is not procedural.
func (t *turn) placeMinutes(ctx context.Context, w *MinutesWork, p place) error {
	if p.meeting == 0 {
		return nil
	}
	a, err := get[Agenda](ctx, t, p.meeting)
	if err != nil {
		return err
	}
	at, at0 := Kept[Item]{}, 0
	for i, n := range a.Content.Items {
		k, err := get[Item](ctx, t, n)
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if k.Content.takesMinutes() {
			at = k
			break
		}
		if k.Content.Procedural && at0 == i {
			at0 = i + 1
		}
	}
	if at.Number == 0 {
		at = Kept[Item]{Number: p.item, Content: Item{Meeting: p.meeting, Body: w.Meeting.Body, Procedural: true,
			Title: council.Text{En: "Minutes of the last meeting", Cy: "Cofnodion y cyfarfod diwethaf"}}}
		a.Content.Items = slices.Insert(slices.Clone(a.Content.Items), at0, p.item)
		if _, err := put(ctx, t, a); err != nil {
			return err
		}
	}
	at.Content.Minutes = append(slices.Clone(at.Content.Minutes), w.Number)
	at.Content.Papers = append(slices.Clone(at.Content.Papers), w.Minutes.Content.Papers...)
	if _, err := put(ctx, t, at); err != nil {
		return err
	}
	w.Minutes.Content.At, w.Minutes.Content.AtItem = p.meeting, at.Number
	return nil
}

// takesMinutes says whether an item is where minutes are approved, by its title.
func (i Item) takesMinutes() bool {
	title := strings.ToLower(i.Title.En)
	return i.Procedural && !i.Heading && i.Withdrawn.IsZero() &&
		(strings.HasPrefix(title, "minutes") || strings.HasPrefix(title, "to approve the minutes") || strings.HasPrefix(strings.ToLower(i.Title.Cy), "cofnodion"))
}

// ApproveMinutes records that a later meeting of the body, which has begun, approved the minutes as a
// correct record, with the corrections that were written into them since they were published as a draft,
// and publishes them so.
func (r *Register) ApproveMinutes(ctx context.Context, v audience.Viewer, meeting, version, at int) error {
	if err := May(v, PublishMinutes, r.bodyOf(ctx, meeting)); err != nil {
		return err
	}
	papers, err := r.printMinutes(ctx, v, meeting)
	if err != nil {
		return err
	}
	return r.minutesAct(ctx, v, PublishMinutes, meeting, version, func(ctx context.Context, t *turn, w *MinutesWork) error {
		s, err := get[Sitting](ctx, t, at)
		if council.IsNotFound(err) || err == nil && (s.Content.Body != w.Meeting.Body || !s.Content.Day.After(w.Meeting.Day)) {
			var faults council.Faults
			faults.Add("at", "minutes.at.wrong")
			return faults.Err()
		}
		if err != nil {
			return err
		}
		w.Minutes.Content.State, w.Minutes.Content.At = MinutesApproved, at
		if err := t.keepMinutesPapers(ctx, w, papers); err != nil {
			return err
		}
		return r.publishMinutes(ctx, t, w, council.MinutesApproved, papers)
	}, MinutesDrafted)
}

// Signing is who signs minutes, over which text.
type Signing struct {
	By     string
	Person int
	Text   string // SHA-256 of the text that was shown, as gazette.Minutes.TextHash has it
}

// SignMinutes records that the approved minutes were signed, and publishes it. A text that is not the one
// that is published is council.ErrConflict.
func (r *Register) SignMinutes(ctx context.Context, v audience.Viewer, meeting, version int, s Signing) error {
	if strings.TrimSpace(s.By) == "" {
		var faults council.Faults
		faults.Add("by", "minutes.signed.by")
		return faults.Err()
	}
	return r.minutesAct(ctx, v, SignMinutes, meeting, version, func(ctx context.Context, t *turn, w *MinutesWork) error {
		e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindMinutes, Number: meeting})
		if err != nil {
			return err
		}
		content, ok := e.Content.(gazette.Minutes)
		if !ok {
			return council.ErrGone
		}
		text, err := content.TextHash()
		if err != nil {
			return err
		}
		if text != s.Text {
			return &Stale[Minutes]{Mine: w.Minutes.Content, Theirs: w.Minutes}
		}
		on := council.DayOf(council.InLondon(t.at))
		w.Minutes.Content.State = MinutesSigned
		w.Minutes.Content.Signature = &Signature{By: s.By, Person: s.Person, On: on, At: t.at, Text: text}
		content.State, content.SignedBy, content.SignedOn, content.SignedText = council.MinutesSigned, s.By, on, text
		o, err := edition(gazette.Subject{Kind: gazette.KindMinutes, Number: meeting}, content)
		if err != nil {
			return err
		}
		return t.send(ctx, o)
	}, MinutesApproved)
}

// PublishedMinutes are the minutes of a meeting as the public has them; ErrNotFound where there are none.
func (r *Register) PublishedMinutes(ctx context.Context, v audience.Viewer, meeting int) (m gazette.Minutes, err error) {
	err = r.look(ctx, v, ReadMinutes, func(ctx context.Context, _ *turn) error {
		e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindMinutes, Number: meeting})
		m, _ = e.Content.(gazette.Minutes)
		return err
	})
	return m, err
}
