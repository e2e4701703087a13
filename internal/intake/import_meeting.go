package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// findBody is the body of a meeting; one that the record does not know is made.
func (im *importer) findBody(ctx context.Context, m SavedMeeting) (int, error) {
	n, err := im.act.FindBody(ctx, m.Body, m.Day)
	if errors.Is(err, council.ErrNotFound) {
		return im.makeBody(ctx, m)
	}
	if err != nil {
		return 0, err
	}
	if _, known := im.bodies[n]; known {
		return n, nil
	}
	im.report.Unchanged++
	b, _, _, err := latest[gazette.Body](ctx, im, gazette.Subject{Kind: gazette.KindBody, Number: n})
	im.bodies[n] = b
	return n, err
}

func (im *importer) makeBody(ctx context.Context, m SavedMeeting) (int, error) {
	n, err := im.number(ctx, gazette.KindBody, m.BodyNumber)
	if err != nil {
		return 0, err
	}
	b := gazette.Body{Name: council.InEnglish(m.Body), Kind: kindOf(m.Body)}
	im.bodies[n] = b
	if err := im.publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: n}, b); err != nil {
		return 0, err
	}
	return n, im.answerTo(ctx, m.Body, n)
}

// answerTo tells the limbs that were imported before their addressee was known which body it is, so
// that the order in which pages are imported does not matter.
func (im *importer) answerTo(ctx context.Context, name string, body int) error {
	meetings, err := im.act.FindAddressed(ctx, name)
	if err != nil {
		return err
	}
	for _, n := range meetings {
		s := gazette.Subject{Kind: gazette.KindMinutes, Number: n}
		m, _, _, err := latest[gazette.Minutes](ctx, im, s)
		if err != nil {
			return err
		}
		if m.Source == nil {
			continue
		}
		for i, it := range m.Items {
			for j, l := range it.Resolution {
				if l.AddresseeBody == 0 && l.Addressee != "" && gazette.FoldBodyName(l.Addressee) == gazette.FoldBodyName(name) {
					m.Items[i].Resolution[j].AddresseeBody = body
				}
			}
		}
		if _, err := im.act.Publish(ctx, s, m); err != nil {
			return err
		}
		im.report.noteUpdate(s)
	}
	return nil
}

// bodyWords tell a body's kind by its name; the first that is met decides.
var bodyWords = []struct {
	kind  council.BodyKind
	words []string
}{
	{council.Scrutiny, []string{"scrutiny", "overview", "select committee"}},
	{council.AreaCommittee, []string{"area committee", "area board", "area forum", "area assembly", "area panel", "neighbourhood", "ward committee", "township"}},
	{council.Regulatory, []string{"planning", "licensing", "regulatory", "development control", "development management", "highways regulation"}},
	{council.PartnershipBody, []string{"partnership"}},
	{council.Panel, []string{"panel"}},
	{council.OtherCommittee, []string{"committee"}},
	{council.Board, []string{"board"}},
}

// kindOf judges by a body's name what sort of body it is.
func kindOf(name string) council.BodyKind {
	folded := gazette.FoldBodyName(name)
	for _, prefix := range []string{"cabinet", "executive"} {
		if rest, ok := strings.CutPrefix(folded, prefix); ok && !strings.Contains(rest, "advisory") && !strings.Contains(rest, "panel") {
			return council.Cabinet
		}
	}
	for _, w := range bodyWords {
		if slices.ContainsFunc(w.words, func(word string) bool { return strings.Contains(folded, word) }) {
			return w.kind
		}
	}
	if folded == "council" || strings.HasSuffix(folded, " council") || strings.HasPrefix(folded, "council ") {
		return council.FullCouncil
	}
	return council.OtherCommittee
}

// findMeeting is the number of the meeting, new or known by body and day. It is 0, and the
// consideration left out, where the record has several that day and the page does not tell which.
func (im *importer) findMeeting(ctx context.Context, c consideration) (int, error) {
	for _, other := range im.held { // the same issue may stand twice on an agenda
		if other.body == c.body && other.Day == c.Day && (c.MeetingNumber == other.MeetingNumber || c.MeetingNumber == 0) {
			return other.meeting, nil
		}
	}
	known, err := im.act.FindMeetings(ctx, c.body, c.Day)
	if err != nil {
		return 0, err
	}
	if len(known) > 1 {
		known, err = im.narrow(ctx, known, c)
		if err != nil {
			return 0, err
		}
	}
	switch len(known) {
	case 0:
		return im.number(ctx, gazette.KindMeeting, c.MeetingNumber)
	case 1:
		return known[0], nil
	}
	im.leaveOut(c.Line, fmt.Sprintf("the record has meetings %v of %s that day, and the page does not tell which of them; left out: %s",
		known, c.Body, c.name()))
	return 0, nil
}

// narrow keeps the meeting that has the page's number, else those that have the item, else those
// that were not called off.
func (im *importer) narrow(ctx context.Context, known []int, c consideration) ([]int, error) {
	if slices.Contains(known, c.MeetingNumber) {
		return []int{c.MeetingNumber}, nil
	}
	var with, held []int
	for _, n := range known {
		a, _, _, err := latest[gazette.Agenda](ctx, im, gazette.Subject{Kind: gazette.KindAgenda, Number: n})
		if err != nil {
			return nil, err
		}
		m, _, _, err := latest[gazette.Meeting](ctx, im, gazette.Subject{Kind: gazette.KindMeeting, Number: n})
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(a.Items, func(it gazette.Item) bool { return it.Printed == c.Item.Printed && sameTitle(it, c.Item) }) {
			with = append(with, n)
		}
		if m.State != council.Cancelled && m.State != council.Postponed {
			held = append(held, n)
		}
	}
	if len(with) > 0 {
		return with, nil
	}
	return held, nil
}

// publishMeeting publishes the fact of the meeting. What the record knows besides stays; only a
// meeting that was yet to come becomes one that was held.
func (im *importer) publishMeeting(ctx context.Context, c *consideration) error {
	s := gazette.Subject{Kind: gazette.KindMeeting, Number: c.meeting}
	m, on, gone, err := latest[gazette.Meeting](ctx, im, s)
	if err != nil {
		return err
	}
	if gone {
		im.leaveOut(c.Line, fmt.Sprintf("meeting %d was taken down from the record; left out: what the page says of it", c.meeting))
		return nil
	}
	if !on {
		m = gazette.Meeting{Body: c.body, Day: c.Day, State: council.Summoned}
	}
	if m.State == council.Scheduled || m.State == council.Summoned {
		m.State = council.Summoned
		if c.Day.Before(im.today) || c.Item.Minutes.HTML != "" {
			m.State = council.Held
		}
	}
	return im.publish(ctx, s, m)
}
