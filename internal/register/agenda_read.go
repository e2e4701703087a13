package register

import (
	"context"
	"errors"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// AgendaWork is all that is known of an agenda in the making.
type AgendaWork struct {
	Number  int // of the meeting
	Meeting gazette.Meeting
	Body    gazette.Body
	Agenda  Kept[Agenda]        // version 0 while nobody has begun it
	Items   []ItemWork          // in order, those that the viewer may see
	Waiting []Waiting           // reports that wait for this body
	Opened  []ConsiderationWork // what was decided elsewhere and waits for this body
	Clock   []Due
	Reviews bool // the public is told when what is kept from it is looked at again
}

// ItemWork is an item with its number as printed and its papers.
type ItemWork struct {
	Kept[Item]
	Printed string
	Papers  []Kept[Paper]
	Carried []gazette.Response // points that bodies before raised on its report, with what that says to them
	Heard   []Heard            // what bodies before which its report was have said; of a single item that was asked for alone
}

// Waiting is a report that waits for a body, at a stage of its route.
type Waiting struct {
	Report Kept[Report]
	Stage  int
}

// Agenda is the agenda of a meeting as it is being made.
func (r *Register) Agenda(ctx context.Context, v audience.Viewer, meeting int) (w AgendaWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		w, err = r.agenda(ctx, t, meeting)
		return err
	})
	return w, err
}

// agenda gathers the agenda of a meeting. What the viewer may not see is left out of it.
func (r *Register) agenda(ctx context.Context, t *turn, meeting int) (w AgendaWork, err error) {
	w.Number = meeting
	if w.Meeting, err = published[gazette.Meeting](ctx, r, meeting); err != nil {
		return w, err
	}
	if w.Body, err = published[gazette.Body](ctx, r, w.Meeting.Body); err != nil {
		return w, err
	}
	if w.Agenda, err = t.agendaOf(ctx, meeting, w.Meeting); err != nil {
		return w, err
	}
	if w.Items, err = t.itemsOf(ctx, w.Agenda.Content); err != nil {
		return w, err
	}
	for i, one := range w.Items {
		if one.Content.Report == 0 {
			continue
		}
		if w.Items[i].Carried, err = r.carried(ctx, t, one.Number, one.Content.Report); err != nil {
			return w, err
		}
	}
	if err = r.numberItems(ctx, &w); err != nil {
		return w, err
	}
	if w.Waiting, err = t.waitingFor(ctx, w.Meeting.Body); err != nil {
		return w, err
	}
	if w.Opened, err = t.considerations(ctx, ConsiderationQuery{To: w.Meeting.Body, State: ConsiderationWaits}); err != nil {
		return w, err
	}
	w.Clock, err = r.clock(ctx, t, &w)
	return w, err
}

// agendaOf is the agenda, or one that nobody has begun.
func (t *turn) agendaOf(ctx context.Context, meeting int, m gazette.Meeting) (Kept[Agenda], error) {
	k, err := get[Agenda](ctx, t, meeting)
	if council.IsNotFound(err) {
		return Kept[Agenda]{Number: meeting, Content: Agenda{Body: m.Body, Day: m.Day}}, nil
	}
	return k, err
}

// itemsOf are the items of the agenda that the viewer may see, in order, with their papers.
func (t *turn) itemsOf(ctx context.Context, a Agenda) ([]ItemWork, error) {
	var list []ItemWork
	for _, n := range a.Items {
		k, err := get[Item](ctx, t, n)
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		one := ItemWork{Kept: k}
		if one.Papers, err = t.papers(ctx, k.Content.Papers); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

// papers are the papers of those numbers that the viewer may see.
func (t *turn) papers(ctx context.Context, numbers []int) ([]Kept[Paper], error) {
	var list []Kept[Paper]
	for _, n := range numbers {
		p, err := get[Paper](ctx, t, n)
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// numberItems gives each item its number as printed; what was published keeps the number it had.
func (r *Register) numberItems(ctx context.Context, w *AgendaWork) error {
	printed, err := r.printedNumbers(ctx, w.Number)
	if err != nil {
		return err
	}
	items := map[int]Item{}
	var order []int
	for _, one := range w.Items {
		items[one.Number] = one.Content
		order = append(order, one.Number)
	}
	given := Numbered(w.Agenda.Content.Numbers, order, items, printed)
	for i := range w.Items {
		w.Items[i].Printed = given[w.Items[i].Number]
	}
	return nil
}

// printedNumbers are the numbers that items have in the agenda as it is published.
func (r *Register) printedNumbers(ctx context.Context, meeting int) (map[int]string, error) {
	public, err := r.publicAgenda(ctx, meeting)
	printed := map[int]string{}
	for _, it := range public.Items {
		if it.Printed != "" {
			printed[it.Number] = it.Printed
		}
	}
	return printed, err
}

// publicAgenda is the agenda as it is published; zero where none is.
func (r *Register) publicAgenda(ctx context.Context, meeting int) (gazette.Agenda, error) {
	e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: meeting})
	if errors.Is(err, council.ErrNotFound) {
		return gazette.Agenda{}, nil
	}
	content, _ := e.Content.(gazette.Agenda)
	return content, err
}

// waitingFor are the reports whose next stage is before the body and that stand on no agenda for it.
func (t *turn) waitingFor(ctx context.Context, body int) ([]Waiting, error) {
	reports, err := find[Report](ctx, t, Query{Marks: []Mark{{"waits for", itoa(body)}}})
	if err != nil {
		return nil, err
	}
	var list []Waiting
	for _, k := range reports {
		i := slices.IndexFunc(k.Content.Route, func(s Stage) bool { return s.Body == body && s.Item == 0 })
		if i >= 0 {
			list = append(list, Waiting{Report: k, Stage: i})
		}
	}
	return list, nil
}

// Due is a rule of statute that applies to a meeting, with how it stands.
type Due struct {
	deadline.Answer
	deadline.Verdict
	Item    int           // for a rule about one item; 0 about the whole meeting
	Done    council.Day   // when it was done; zero while it was not
	Ground  *LawfulGround // on which it goes ahead though it is late
	Blocks  bool          // publishing is not lawful before it is done or a ground is recorded
	IssueOf int           // the issue whose notice it is about
}

// Agendas are the agendas of several meetings, in the order given; a meeting that is not on the record
// is left out.
func (r *Register) Agendas(ctx context.Context, v audience.Viewer, meetings []int) (list []AgendaWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		for _, n := range meetings {
			w, err := r.agenda(ctx, t, n)
			if council.IsNotFound(err) {
				continue
			}
			if err != nil {
				return err
			}
			list = append(list, w)
		}
		return nil
	})
	return list, err
}
