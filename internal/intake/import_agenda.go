package intake

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// publishAgenda puts the item on the meeting's agenda, or brings the one there up to date. The other
// items stay as they are.
func (im *importer) publishAgenda(ctx context.Context, c *consideration) error {
	s := gazette.Subject{Kind: gazette.KindAgenda, Number: c.meeting}
	a, on, gone, err := latest[gazette.Agenda](ctx, im, s)
	if err != nil {
		return err
	}
	if gone {
		im.leaveOut(c.Item.Line, fmt.Sprintf("the agenda of meeting %d was taken down from the record; left out: the item and its minutes", c.meeting))
		return nil
	}
	if !on {
		a.Label = council.InEnglish("Agenda")
	}
	imported := !on || a.Source != nil
	at := im.findItem(a.Items, c)
	var it gazette.Item
	if at >= 0 {
		it = a.Items[at]
	} else if it.Number, err = im.itemNumber(ctx, c.ItemNumber); err != nil {
		return err
	}
	if it.Documents, err = im.documents(ctx, it.Documents, c); err != nil {
		return err
	}
	c.item = im.fill(it, c, imported || at < 0)
	a.Items = slices.Clone(a.Items)
	if at >= 0 {
		a.Items[at] = c.item
	} else {
		a.Items = insert(a.Items, c.item)
	}
	return im.publish(ctx, s, a)
}

// findItem is the index of the consideration's item on an agenda, or -1: the one with the page's own
// number, else the one that is printed so and has the title or already brings the issue, else the only
// one that brings the issue. Two considerations of one page are never the same item.
func (im *importer) findItem(items []gazette.Item, c *consideration) int {
	free := func(it gazette.Item) bool {
		return !slices.ContainsFunc(im.held, func(o consideration) bool { return o.item.Number == it.Number })
	}
	brings := func(it gazette.Item) bool {
		return slices.ContainsFunc(it.Issues, func(i gazette.ItemIssue) bool { return i.Issue == im.issue })
	}
	rules := []func(gazette.Item) bool{
		func(it gazette.Item) bool {
			return c.ItemNumber != 0 && it.Number == c.ItemNumber && (sameTitle(it, c.Item) || brings(it))
		},
		func(it gazette.Item) bool {
			return it.Printed == c.Item.Printed && (sameTitle(it, c.Item) || brings(it))
		},
		func(it gazette.Item) bool { return brings(it) && sameTitle(it, c.Item) },
	}
	for _, rule := range rules {
		if at := slices.IndexFunc(items, func(it gazette.Item) bool { return free(it) && rule(it) }); at >= 0 {
			return at
		}
	}
	if at := slices.IndexFunc(items, func(it gazette.Item) bool { return free(it) && brings(it) }); at >= 0 && im.onlyOneAt(c.meeting) {
		return at
	}
	return -1
}

func (im *importer) onlyOneAt(meeting int) bool {
	n := 0
	for _, c := range im.held {
		if c.meeting == meeting {
			n++
		}
	}
	return n == 1
}

func sameTitle(it gazette.Item, saved SavedItem) bool {
	for _, title := range []string{it.Title.En, it.Title.Cy} {
		if folded := gazette.Fold(title); folded != "" && (folded == gazette.Fold(saved.Title) || folded == gazette.Fold(saved.ShortTitle)) {
			return true
		}
	}
	return false
}

// fill gives an item what the page says of it. What was published here first, and not imported,
// keeps what it says; the page only fills its gaps.
func (im *importer) fill(it gazette.Item, c *consideration, imported bool) gazette.Item {
	saved, follows := c.Item, im.follows(it.Title)
	if imported || it.Title.IsZero() {
		it.Title, it.Printed = im.say(it.Title, saved.Title), saved.Printed
	}
	if imported || it.Purpose.IsZero() {
		it.Purpose = im.say(it.Purpose, saved.Purpose)
	}
	if imported || it.Summary.IsZero() {
		it.Summary = im.say(it.Summary, saved.Summary)
	}
	it.AskedLead, it.Asked = im.asked(it, saved, imported, follows)
	if imported && !follows || len(it.References) == 0 {
		it.References = saved.References
	}
	if imported && !follows || len(it.Contacts) == 0 {
		it.Contacts = saved.Contacts
	}
	it.Issues = im.withIssue(it.Issues, c, imported && !follows)
	return it
}

// asked is what the body is asked to do, with the other language's words where both have as many limbs.
func (im *importer) asked(it gazette.Item, saved SavedItem, imported, follows bool) (string, []gazette.Ask) {
	lead, asked := it.AskedLead, slices.Clone(it.Asked)
	switch {
	case len(asked) == len(saved.Asked) && imported:
		for i, s := range saved.Asked {
			asked[i].Text = im.say(asked[i].Text, im.said(s.Text))
			if !follows {
				asked[i].Label = s.Label
			}
		}
	case imported && !follows || len(asked) == 0:
		asked = saved.Asked
	}
	if imported && !follows || lead == "" {
		lead = saved.AskedLead
	}
	return lead, asked
}

// withIssue adds the issue to those that the item brings, with its role.
func (im *importer) withIssue(issues []gazette.ItemIssue, c *consideration, imported bool) []gazette.ItemIssue {
	issues = slices.Clone(issues)
	at := slices.IndexFunc(issues, func(i gazette.ItemIssue) bool { return i.Issue == im.issue })
	if at < 0 {
		c.role = im.role(c)
		issues = append(issues, gazette.ItemIssue{Issue: im.issue, Role: c.role})
		if imported { // in an order that no import decides
			slices.SortFunc(issues, func(a, b gazette.ItemIssue) int { return a.Issue - b.Issue })
		}
		return issues
	}
	if imported {
		issues[at].Role = im.role(c)
	}
	c.role = issues[at].Role
	return issues
}

// role is what the body was to do with the issue: what its kind does, and for those that may do
// several things, what it then did or was asked to do.
func (im *importer) role(c *consideration) council.Role {
	switch kind := im.bodies[c.body].Kind; kind {
	case council.FullCouncil:
		return council.Decide
	case council.Scrutiny:
		return council.Scrutinise
	case council.AreaCommittee:
		return council.Consult
	case council.Cabinet:
		if c.has(council.Recommended) {
			return council.Recommend
		}
		return council.Decide
	case council.Regulatory, council.OtherCommittee, council.Panel, council.Board, council.PartnershipBody, council.OutsideBody:
	}
	return c.roleByDeed()
}

// roleByDeed is the role of a body whose kind does not tell.
func (c *consideration) roleByDeed() council.Role {
	switch {
	case c.has(council.Recommended):
		return council.Recommend
	case slices.ContainsFunc(c.verbs(), decides):
		return council.Decide
	}
	return council.Note
}

func (c *consideration) has(v council.Verb) bool { return slices.Contains(c.verbs(), v) }

// insert puts an item where its printed number belongs: before the first item of the same depth whose
// number is higher, else after the last that has one; an item without a number comes after those. Of
// two with the same number, or with none, the title decides.
func insert(items []gazette.Item, it gazette.Item) []gazette.Item {
	tail := len(items)
	for tail > 0 && items[tail-1].Printed == "" && items[tail-1].Depth == 0 && !items[tail-1].Heading {
		tail--
	}
	from, to := 0, tail
	if it.Printed == "" {
		from, to = tail, len(items)
	}
	at := to
	if n := slices.IndexFunc(items[from:to], func(other gazette.Item) bool { return comesBefore(it, other) }); n >= 0 {
		at = from + n
	}
	for at > 0 && at < to && items[at-1].Heading { // a heading belongs to what stands under it
		at--
	}
	return slices.Insert(items, at, it)
}

func comesBefore(it, other gazette.Item) bool {
	if other.Depth > 0 || other.Heading || it.Printed != "" && other.Printed == "" {
		return false
	}
	order := comparePrinted(it.Printed, other.Printed)
	return cmp.Or(order, strings.Compare(gazette.Fold(it.Title.String()), gazette.Fold(other.Title.String()))) < 0
}
