package demo

import (
	"context"
	"fmt"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper/doc"
)

// updated says whether more about a matter on the agenda comes with a supplement: planning
// applications draw letters until the last day.
func (f *filler) updated(m *meeting) bool {
	chance := 9
	if m.body.key == "planning" {
		chance = 2
	}
	return len(m.items) > 2 && f.dice("update", m.number).IntN(chance) == 0
}

// publishLate publishes a supplement: matters that came too late for the agenda and were held to
// be urgent, and late papers on those that are on it.
func (b *borough) publishLate(ctx context.Context, act gazette.Act, m *meeting) error {
	b.setLate(m)
	if err := b.publishBusiness(ctx, act, m, m.late); err != nil {
		return err
	}
	changed := m.late
	if t := b.updatedItem(m); t != nil {
		if err := b.publishUpdate(ctx, act, m, t); err != nil {
			return err
		}
		changed = append([]*tabled{t}, changed...)
	}
	n, err := b.publishWhole(ctx, act, b.printSheet(m, "Supplement 1", changed))
	if err != nil {
		return err
	}
	m.pages = append(m.pages, n)
	m.items = append(m.items, m.late...)
	return b.publish(ctx, act, gazette.KindAgenda, m.number, gazette.Agenda{Label: en("Supplement 1"), Items: m.printed(), Documents: slices.Clone(m.pages)})
}

// setLate numbers the late items after those of the agenda.
func (b *borough) setLate(m *meeting) {
	last := 0
	for _, t := range m.items {
		if t.Depth == 0 && !t.Heading {
			last = number(t.Printed)
		}
	}
	for i, t := range m.late {
		b.fillItem(t)
		t.Number, t.Printed = b.number(gazette.KindItem), fmt.Sprint(last+1+i)
		t.step.item = t.Number
		p := b.pen("urgent", m.number, i)
		t.Urgency = &gazette.Urgency{By: "the " + b.chairWord(m.body),
			Reason: en(p.write("{A decision was needed before the next meeting, because the offer of funding lapses at the end of the month.|The contractor had ceased trading since the agenda was published, and the works could not be left unsafe.|The Government announced the scheme after the agenda was published and set a date for replies that falls before the next meeting.}"))}
	}
}

// updatedItem is the item on which a late paper has come; nil for none.
func (b *borough) updatedItem(m *meeting) *tabled {
	if !m.updated {
		return nil
	}
	var open []*tabled
	for _, t := range m.items {
		if t.step != nil && t.step.told == nil && t.Openness != council.Exempt {
			open = append(open, t)
		}
	}
	if len(open) == 0 {
		return nil
	}
	return open[b.dice("updated", m.number).IntN(len(open))]
}

func (b *borough) publishUpdate(ctx context.Context, act gazette.Act, m *meeting, t *tabled) error {
	p := b.pen("update", m.number)
	d := b.headed(m, "LATE PAPER")
	d.Blocks = append(d.Blocks, doc.Head(2, "Item "+t.Printed+": "+t.Title.En),
		doc.Para(p.write("{Since the agenda was published {n 2 19} more letters have come, of which {n 1 2} support the proposal.|The following reached the Council after the agenda was published.}")),
		doc.Para(p.write("{A resident of {street} asks that the hours be shorter and that lorries keep to the main road.|{partner} writes that it has no objection, provided that it is told before work begins.|The figures in the table on the last page should be read as those of the year before; the correct ones are {n 4 18} per cent higher.}")),
		doc.Para(p.write("{The recommendation is not changed.|Officers' advice is that the points raised are answered in the report, and the recommendation stands.}")))
	job := b.printer.print(d, printed{title: "Late paper on item " + t.Printed, kind: council.Appendix})
	made, err := job.wait()
	if err != nil {
		return err
	}
	return b.publishDocument(ctx, act, t, made.document(made.kind, made.title, t.step.matter.officer.title))
}
