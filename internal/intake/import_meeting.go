package intake

import (
	"context"
	"fmt"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

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
