package register

import (
	"context"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// MinutesWork is all that is known of the minutes of a meeting, with what was recorded at it.
type MinutesWork struct {
	SittingWork
	Minutes  Kept[Minutes]        // version 0 while nobody has begun them
	Written  map[int]Kept[Minute] // by item; those that the viewer may see
	Comments []Kept[MinuteComment]
	Chair    bool // the viewer presides over the body
}

// Minutes are the minutes of a meeting as they are being written.
func (r *Register) Minutes(ctx context.Context, v audience.Viewer, meeting int) (w MinutesWork, err error) {
	err = r.look(ctx, v, ReadMinutes, func(ctx context.Context, t *turn) error {
		w, err = r.minutes(ctx, t, meeting)
		if err == nil {
			err = t.may(w.Meeting.Body)
		}
		return err
	})
	return w, err
}

func (r *Register) minutes(ctx context.Context, t *turn, meeting int) (w MinutesWork, err error) {
	w.Written = map[int]Kept[Minute]{}
	if w.SittingWork, err = r.hall(ctx, t, meeting); err != nil {
		return w, err
	}
	w.Chair = t.viewer.Has(audience.Chair, w.Meeting.Body)
	if w.Minutes, err = get[Minutes](ctx, t, meeting); council.IsNotFound(err) {
		w.Minutes = Kept[Minutes]{Number: meeting, Content: Minutes{Body: w.Meeting.Body, Day: w.Meeting.Day, State: MinutesWriting}}
	} else if err != nil {
		return w, err
	}
	of := Query{Marks: []Mark{{"meeting", itoa(meeting)}}}
	written, err := find[Minute](ctx, t, of)
	if err != nil {
		return w, err
	}
	for _, k := range written {
		w.Written[k.Number] = k
	}
	w.Comments, err = find[MinuteComment](ctx, t, of)
	return w, err
}

// Opened is what is written of an item, opened for the viewer.
type Opened struct{ Prose, Twin council.Text }

// Open opens what is written of an item.
func (m Minute) Open(v audience.Viewer) (o Opened, err error) {
	if o.Prose, err = m.Prose.Open(v, m.Lock()); err != nil {
		return o, err
	}
	o.Twin, err = m.Twin.Open(v, m.Lock())
	return o, err
}

// Public is the prose of which the public reads, and what was read in it: of an item that is kept from
// them, its twin.
func (m Minute) Public(o Opened) (council.Text, MinuteReading) {
	if m.Openness == "" || m.Openness == council.Open {
		return o.Prose, m.Read
	}
	return o.Twin, m.TwinRead
}

// corrections are where the minute differs from what the public has read as a draft, paragraph by
// paragraph.
func corrections(item int, drafted, now council.Text) []gazette.Correction {
	var list []gazette.Correction
	en, cy := changedParagraphs(drafted.En, now.En), changedParagraphs(drafted.Cy, now.Cy)
	for i := range max(len(en), len(cy)) {
		c := gazette.Correction{Item: item}
		if i < len(en) {
			c.Was.En, c.Now.En = en[i][0], en[i][1]
		}
		if i < len(cy) {
			c.Was.Cy, c.Now.Cy = cy[i][0], cy[i][1]
		}
		list = append(list, c)
	}
	return list
}

// changedParagraphs are the paragraphs that differ between two texts, before and after, in order. A
// stretch in which both differ is given as a whole.
func changedParagraphs(before, after string) (list [][2]string) {
	a, b := paragraphs(before), paragraphs(after)
	for len(a) > 0 || len(b) > 0 {
		if len(a) > 0 && len(b) > 0 && a[0] == b[0] {
			a, b = a[1:], b[1:]
			continue
		}
		i, j := nextCommon(a, b)
		list = append(list, [2]string{strings.Join(a[:i], "\n"), strings.Join(b[:j], "\n")})
		a, b = a[i:], b[j:]
	}
	return list
}

// nextCommon is where two lists of paragraphs next have one in common.
func nextCommon(a, b []string) (int, int) {
	for sum := 1; sum < len(a)+len(b); sum++ {
		for i := max(0, sum-len(b)); i <= min(sum, len(a)); i++ {
			j := sum - i
			if i < len(a) && j < len(b) && a[i] == b[j] {
				return i, j
			}
		}
	}
	return len(a), len(b)
}

func paragraphs(s string) []string {
	return slices.DeleteFunc(strings.Split(s, "\n"), func(p string) bool { return strings.TrimSpace(p) == "" })
}
