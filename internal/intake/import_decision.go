package intake

import (
	"context"
	"errors"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// decides says whether a limb of this verb settles a matter.
func decides(v council.Verb) bool {
	switch v {
	case council.Approved, council.Adopted, council.Agreed, council.Resolved, council.Endorsed, council.Delegated, council.Rejected:
		return true
	case council.Recommended, council.Referred, council.Noted, council.Received, council.Deferred, council.Withdrawn:
	}
	return false
}

// publishDecision publishes the decision record of what Council or Cabinet decided.
func (im *importer) publishDecision(ctx context.Context, c *consideration) error {
	kind := im.bodies[c.body].Kind
	text := c.decided()
	if c.minutedHere && im.page.Language == council.Welsh { // its words are not the page's
		return nil
	}
	if c.role != council.Decide || text == "" || kind != council.FullCouncil && kind != council.Cabinet {
		return nil
	}
	n, d, err := im.findDecision(ctx, c)
	if n != 0 {
		im.fillDecision(&d, c)
		err = im.publish(ctx, gazette.Subject{Kind: gazette.KindDecision, Number: n}, d)
	}
	return err
}

// decided is the limbs that decide, as clean HTML; empty where none does.
func (c *consideration) decided() string {
	var b strings.Builder
	for _, l := range c.minute.Resolution {
		if decides(l.Verb) {
			b.WriteString("<p>" + html.EscapeString(fold(l.Label+" "+l.Text)) + "</p>\n")
		}
	}
	return Clean(b.String())
}

// fillDecision gives a decision record what the page says. One that was published here first, and not
// imported, keeps what it says; the page only fills its gaps.
func (im *importer) fillDecision(d *gazette.Decision, c *consideration) {
	imported, follows := d.Day.IsZero() || d.Source != nil, im.follows(d.Title)
	if imported || d.Title.IsZero() {
		d.Title = im.say(d.Title, c.Item.ShortTitle)
	}
	if imported || d.Purpose.IsZero() {
		d.Purpose = im.say(d.Purpose, c.Item.Purpose)
	}
	if imported || d.Text.IsZero() {
		d.Text = im.say(d.Text, c.decided())
	}
	if imported && !follows || d.Reference == "" {
		d.Reference = strings.Join(c.Item.References, " / ")
	}
	if imported && !follows || len(d.Contacts) == 0 {
		d.Contacts = c.Item.Contacts
	}
	if imported || len(d.Documents) == 0 {
		d.Documents = c.item.Documents
	}
	if imported || d.Item == 0 {
		d.Item = c.item.Number
	}
	if imported || d.Issue == 0 {
		d.Issue = im.issue
	}
	if imported {
		d.Body, d.Day, d.Meeting = c.body, c.Day, c.meeting
	}
}

// findDecision is the decision record of an item on this issue: one that the record has of the
// meeting, else a new one, which has the item's number, or, where that belongs to another decision (a
// joint item has one for each issue), the first free one above it. The number is 0 where the record
// was taken down.
func (im *importer) findDecision(ctx context.Context, c *consideration) (int, gazette.Decision, error) {
	n, d, err := im.knownDecision(ctx, c)
	if n != 0 || err != nil {
		return n, d, err
	}
	for n := c.item.Number; ; n++ {
		_, err := im.act.Latest(ctx, gazette.Subject{Kind: gazette.KindDecision, Number: n})
		switch {
		case errors.Is(err, council.ErrNotFound):
			return n, gazette.Decision{}, nil
		case errors.Is(err, council.ErrGone) && n == c.item.Number:
			im.leaveOut(c.Line, "the decision was taken down from the record; left out: its record")
			return 0, d, nil
		case err != nil && !errors.Is(err, council.ErrGone):
			return 0, d, err
		}
	}
}

// knownDecision is the decision record of the meeting that is of this item and issue, whatever its
// number; one that leaves either unsaid may be of it if it is of no other.
func (im *importer) knownDecision(ctx context.Context, c *consideration) (int, gazette.Decision, error) {
	numbers, err := im.act.FindDecisions(ctx, c.meeting)
	if err != nil {
		return 0, gazette.Decision{}, err
	}
	known := map[int]gazette.Decision{}
	for _, n := range numbers {
		if known[n], _, _, err = latest[gazette.Decision](ctx, im, gazette.Subject{Kind: gazette.KindDecision, Number: n}); err != nil {
			return 0, gazette.Decision{}, err
		}
	}
	for _, is := range []func(gazette.Decision) bool{
		func(d gazette.Decision) bool { return d.Item == c.item.Number && d.Issue == im.issue },
		func(d gazette.Decision) bool { return d.Item == 0 && d.Issue == im.issue && im.onlyOneAt(c.meeting) },
		func(d gazette.Decision) bool {
			return d.Item == c.item.Number && d.Issue == 0 && len(c.item.Issues) == 1
		},
	} {
		if at := slices.IndexFunc(numbers, func(n int) bool { return is(known[n]) }); at >= 0 {
			return numbers[at], known[numbers[at]], nil
		}
	}
	return 0, gazette.Decision{}, nil
}
