package demo

import (
	"context"
	"fmt"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper/doc"
)

// The papers of a meeting as a whole: the front sheet of its agenda and of its supplement, and its
// minutes in print.

// author signs what is the whole meeting's.
const author = "Democratic Services"

// publishWhole publishes a paper of the meeting as a whole.
func (b *borough) publishWhole(ctx context.Context, act gazette.Act, job *paperJob) (int, error) {
	made, err := job.wait()
	if err != nil {
		return 0, err
	}
	n := b.number(gazette.KindDocument)
	return n, b.publish(ctx, act, gazette.KindDocument, n, made.document(made.kind, made.title, author))
}

// printSheet has the front sheet of an edition of an agenda printed.
func (b *borough) printSheet(m *meeting, label string, items []*tabled) *paperJob {
	title, kind := "Agenda front sheet", council.AgendaPack
	if label != "Agenda" {
		title, kind = label+", front sheet", council.SupplementDoc
	}
	d := b.headed(m, strings.ToUpper(label))
	if kind == council.AgendaPack {
		d.Blocks = append(d.Blocks, doc.Head(2, "Membership"), doc.List{Items: doc.Items(membership(m.body)...)})
	}
	d.Blocks = append(d.Blocks, doc.Head(2, "Business"))
	for _, t := range items {
		if t.Heading {
			d.Blocks = append(d.Blocks, doc.Head(3, t.Title.En))
			continue
		}
		d.Blocks = append(d.Blocks, doc.Paragraph{Spans: []doc.Span{{Text: t.Printed + ". " + t.Title.En, Bold: true}}})
		if !t.Purpose.IsZero() {
			d.Blocks = append(d.Blocks, doc.Para(t.Purpose.En))
		}
		if t.Openness == council.Exempt {
			d.Blocks = append(d.Blocks, doc.Para("Not for publication: "+t.Exemption.Reason.En))
		}
	}
	return b.printer.print(d, printed{title: title, kind: kind})
}

// headed begins a paper of a meeting.
func (b *borough) headed(m *meeting, what string) doc.Document {
	name := m.body.content.NameOn(m.day()).En
	d := doc.Document{Title: fmt.Sprintf("%s: %s, %s", what, name, long(m.day())), Lang: "en-GB", Footer: footer}
	d.Blocks = []doc.Block{doc.Head(1, name), doc.Para(what),
		doc.Para(fmt.Sprintf("%s at %s, %s", longWeekday(m.day()), m.content.Starts, m.content.Place.En))}
	return d
}

func membership(b *body) []string {
	var names []string
	for _, s := range b.seats {
		switch s.role {
		case gazette.SubstituteFor:
		case gazette.Chair, gazette.ViceChair:
			names = append(names, s.person.called()+" ("+string(s.role)+")")
		default:
			names = append(names, s.person.called())
		}
	}
	return names
}

// printMinutes has the minutes of a meeting printed.
func (b *borough) printMinutes(m *meeting, at *roll) *paperJob {
	d := b.headed(m, "MINUTES")
	var present []string
	for _, p := range at.voters {
		present = append(present, p.called())
	}
	d.Blocks = append(d.Blocks, doc.Head(2, "Present"), doc.Para(strings.Join(present, "; ")+"."))
	if len(at.regrets) > 0 {
		var names []string
		for _, p := range at.regrets {
			names = append(names, p.called())
		}
		d.Blocks = append(d.Blocks, doc.Head(2, "Apologies"), doc.Para(strings.Join(names, "; ")+"."))
	}
	minuted := map[int]string{}
	for _, it := range m.minutes.Items {
		minuted[it.Item] = it.Prose.En
	}
	for _, t := range m.items {
		if prose := minuted[t.Number]; prose != "" {
			d.Blocks = append(d.Blocks, doc.Head(2, t.Printed+". "+t.Title.En))
			d.Blocks = append(d.Blocks, blocksOf(prose)...)
		}
	}
	return b.printer.print(d, printed{title: "Minutes", kind: council.MinutesDoc})
}

// printNotice has the notice of a decision printed.
func (b *borough) printNotice(d gazette.Decision, m *matter) *paperJob {
	maker := d.Maker.En
	if d.Body != 0 {
		maker = b.bodies[d.Body-1].content.NameOn(d.Day).En
	}
	p := doc.Document{Title: "Decision notice: " + d.Title.En, Lang: "en-GB", Footer: footer}
	p.Blocks = []doc.Block{doc.Head(1, "Decision notice"), doc.Para(d.Title.En),
		doc.Para("Decided by the " + maker + " on " + long(d.Day) + ". Reference: " + d.Reference + ".")}
	if d.Key {
		p.Blocks = append(p.Blocks, doc.Para("This is a key decision. "+d.KeyReason.En))
	}
	for _, part := range []struct{ head, text string }{{"Decision", d.Text.En}, {"Reasons", d.Reasons.En},
		{"Alternatives considered and rejected", d.Alternatives.En}, {"Conflicts of interest declared", d.Conflicts.En}} {
		p.Blocks = append(append(p.Blocks, doc.Head(2, part.head)), blocksOf(part.text)...)
	}
	if d.CallIn != nil {
		p.Blocks = append(p.Blocks, doc.Para("The decision may be called in until "+long(d.CallIn.Until)+"."))
	}
	p.Blocks = append(p.Blocks, doc.Para("Contact: "+m.contacts[0].Name+", "+m.contacts[0].Email))
	return b.printer.print(p, printed{title: "Decision notice", kind: council.DecisionNotice})
}
