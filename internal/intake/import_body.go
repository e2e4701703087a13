package intake

import (
	"context"
	"errors"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// findBody is the body of a meeting; one that the record does not know is made.
func (im *importer) findBody(ctx context.Context, m SavedMeeting) (int, error) {
	n, err := im.act.FindBody(ctx, m.Body, m.Day)
	if errors.Is(err, council.ErrNotFound) {
		n, err = im.otherName(ctx, m)
		if n == 0 && err == nil {
			return im.makeBody(ctx, m)
		}
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

// otherName is the body that the record knows by its name in the other language alone: the one whose
// meeting that day had the page's issue at the item of that number. It is 0 where there is none, or
// more than one. The body then has both names.
func (im *importer) otherName(ctx context.Context, m SavedMeeting) (int, error) {
	issue := im.saidIssue()
	if issue == 0 {
		return 0, nil
	}
	meetings, err := im.act.FindConsidering(ctx, issue)
	if err != nil {
		return 0, err
	}
	var found []int
	for _, n := range meetings {
		held, _, _, err := latest[gazette.Meeting](ctx, im, gazette.Subject{Kind: gazette.KindMeeting, Number: n})
		if err != nil {
			return 0, err
		}
		a, _, _, err := latest[gazette.Agenda](ctx, im, gazette.Subject{Kind: gazette.KindAgenda, Number: n})
		if err != nil {
			return 0, err
		}
		if held.Day == m.Day && slices.ContainsFunc(a.Items, func(it gazette.Item) bool {
			return it.Printed == m.Item.Printed && slices.ContainsFunc(it.Issues, func(i gazette.ItemIssue) bool { return i.Issue == issue })
		}) && !slices.Contains(found, held.Body) {
			found = append(found, held.Body)
		}
	}
	if len(found) != 1 {
		return 0, nil
	}
	return im.nameBody(ctx, found[0], m.Body)
}

// nameBody gives a body its name in the page's language; 0 where it has another there.
func (im *importer) nameBody(ctx context.Context, n int, name string) (int, error) {
	s := gazette.Subject{Kind: gazette.KindBody, Number: n}
	b, on, _, err := latest[gazette.Body](ctx, im, s)
	if err != nil || !on || im.said(b.Name) != "" {
		return 0, err
	}
	b.Name = im.say(b.Name, name)
	im.bodies[n] = b
	if err := im.publish(ctx, s, b); err != nil {
		return 0, err
	}
	return n, im.answerTo(ctx, name, n)
}

func (im *importer) makeBody(ctx context.Context, m SavedMeeting) (int, error) {
	n, err := im.number(ctx, gazette.KindBody, m.BodyNumber)
	if err != nil {
		return 0, err
	}
	b := gazette.Body{Name: im.say(council.Text{}, m.Body), Kind: kindOf(m.Body)}
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
	{council.Scrutiny, []string{"scrutiny", "overview", "select committee", "craffu"}},
	{council.AreaCommittee, []string{"area committee", "area board", "area forum", "area assembly", "area panel", "neighbourhood", "ward committee", "township", "pwyllgor ardal"}},
	{council.Regulatory, []string{"planning", "licensing", "regulatory", "development control", "development management", "highways regulation", "cynllunio", "trwyddedu"}},
	{council.PartnershipBody, []string{"partnership", "partneriaeth"}},
	{council.Panel, []string{"panel", "banel"}},
	{council.OtherCommittee, []string{"committee", "pwyllgor"}},
	{council.Board, []string{"board", "bwrdd"}},
}

// kindOf judges by a body's name what sort of body it is.
func kindOf(name string) council.BodyKind {
	folded := gazette.FoldBodyName(name)
	for _, prefix := range []string{"cabinet", "executive", "gweithrediaeth", "pwyllgor gwaith"} {
		if rest, ok := strings.CutPrefix(folded, prefix); ok && !strings.Contains(rest, "advisory") && !strings.Contains(rest, "panel") {
			return council.Cabinet
		}
	}
	for _, w := range bodyWords {
		if slices.ContainsFunc(w.words, func(word string) bool { return strings.Contains(folded, word) }) {
			return w.kind
		}
	}
	if folded == "council" || folded == "cyngor" || strings.HasPrefix(folded, "cyngor ") || strings.HasSuffix(folded, " council") || strings.HasPrefix(folded, "council ") {
		return council.FullCouncil
	}
	return council.OtherCommittee
}
