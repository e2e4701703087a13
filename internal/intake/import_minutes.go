package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/minutes"
)

// readMinutes reads the points raised and the resolution out of a consideration's minutes. Where the
// page has its decision apart from them, that is the resolution if the minutes hold none.
func (im *importer) readMinutes(ctx context.Context, c *consideration) {
	prose := c.Item.Minutes.HTML
	reading := minutes.ReadHTML(prose)
	if d := c.Item.Decision; d.HTML != "" {
		decided := minutes.ReadHTML(d.HTML)
		if len(reading.Resolution) == 0 {
			reading.Resolution = decided.Resolution
		}
		if !strings.Contains(fold(c.Item.Minutes.Text), fold(d.Text)) {
			prose = strings.TrimPrefix(prose+"\n<h3>"+decisionWord[im.page.Language]+"</h3>\n"+d.HTML, "\n")
		}
	}
	c.minute.Prose = im.say(council.Text{}, prose)
	for _, p := range reading.Points {
		c.minute.Points = append(c.minute.Points, gazette.Point{Text: p.Text, Answer: p.Answer})
	}
	for _, l := range reading.Resolution {
		c.minute.Resolution = append(c.minute.Resolution, im.limb(ctx, l, c.Day))
	}
}

// decisionWord heads a decision that stands apart from the minutes, as the page heads it.
var decisionWord = map[council.Language]string{council.English: "Decision", council.Welsh: "Penderfyniad"}

// limb is a limb as the record has it: standing by itself, so with the words that introduce it.
func (im *importer) limb(ctx context.Context, l minutes.Limb, on council.Day) gazette.Limb {
	limb := gazette.Limb{Label: l.Label, Verb: l.Verb, Text: fold(l.Stem + " " + l.Text), Addressee: l.Addressee, InConsultationWith: l.InConsultationWith}
	if l.Addressee != "" {
		if n, err := im.act.FindBody(ctx, l.Addressee, on); err == nil {
			limb.AddresseeBody = n
		}
	}
	if l.Vote != nil {
		limb.Vote = &gazette.Vote{For: l.Vote.For, Against: l.Vote.Against, Abstained: l.Vote.Abstained, Unanimous: l.Vote.Unanimous}
	}
	return limb
}

// verbs are what the body did, or, while there is no resolution, what it was asked to do.
func (c *consideration) verbs() []council.Verb {
	if len(c.minute.Resolution) == 0 {
		return c.Item.AskedVerbs
	}
	var list []council.Verb
	for _, l := range c.minute.Resolution {
		list = append(list, l.Verb)
	}
	return list
}

// publishMinutes puts the item's minute among those of the meeting. The minutes of other items, and
// everything else that the record has of the meeting, stay.
func (im *importer) publishMinutes(ctx context.Context, c *consideration) error {
	if c.minute.Prose.IsZero() {
		return nil
	}
	s := gazette.Subject{Kind: gazette.KindMinutes, Number: c.meeting}
	m, on, gone, err := latest[gazette.Minutes](ctx, im, s)
	if err != nil {
		return err
	}
	if gone {
		im.leaveOut(c.Item.Minutes.Line, fmt.Sprintf("the minutes of meeting %d were taken down from the record; left out: the minute of this item", c.meeting))
		return nil
	}
	published := c.Item.Minutes.HTML != ""
	if !on {
		m.State = council.MinutesDraft
	}
	if published && m.State == council.MinutesDraft {
		m.State = council.MinutesPublished
	}
	c.minute.Item = c.item.Number
	m.Items = slices.Clone(m.Items)
	at := slices.IndexFunc(m.Items, func(i gazette.ItemMinute) bool { return i.Item == c.item.Number })
	switch {
	case at < 0:
		m.Items, err = im.inOrder(ctx, append(m.Items, c.minute), c.meeting)
	case m.Source != nil:
		m.Items[at] = im.keep(c.minute, m.Items[at])
	default: // minuted here: the page has nothing to add
		c.minute, c.minutedHere = m.Items[at], true
	}
	if err != nil {
		return err
	}
	return im.publish(ctx, s, m)
}

// inOrder puts minutes in the order of the agenda.
func (im *importer) inOrder(ctx context.Context, items []gazette.ItemMinute, meeting int) ([]gazette.ItemMinute, error) {
	a, _, _, err := latest[gazette.Agenda](ctx, im, gazette.Subject{Kind: gazette.KindAgenda, Number: meeting})
	place := func(m gazette.ItemMinute) int {
		return slices.IndexFunc(a.Items, func(it gazette.Item) bool { return it.Number == m.Item })
	}
	slices.SortStableFunc(items, func(x, y gazette.ItemMinute) int { return place(x) - place(y) })
	return items, err
}

// keep carries over what the record knows and the page cannot: the other language; who raised a point,
// how members voted, when something is due, if the words are still the same. A page in Welsh leaves
// points and limbs, which have one language, to the English.
func (im *importer) keep(now, before gazette.ItemMinute) gazette.ItemMinute {
	now.Prose = im.say(before.Prose, im.said(now.Prose))
	if im.follows(before.Prose) {
		now.Points, now.Resolution = before.Points, before.Resolution
		return now
	}
	for i, p := range now.Points {
		if i < len(before.Points) && before.Points[i].Text == p.Text {
			now.Points[i].By = before.Points[i].By
		}
	}
	for i, l := range now.Resolution {
		if i >= len(before.Resolution) || before.Resolution[i].Text != l.Text {
			continue
		}
		was := before.Resolution[i]
		now.Resolution[i].Due = was.Due
		if was.Vote != nil && len(was.Vote.ByName) > 0 {
			now.Resolution[i].Vote = was.Vote
		}
	}
	return now
}
