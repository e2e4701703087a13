package demo

import (
	"fmt"
	"strings"

	"moothall/internal/paper/doc"
)

// footer stands at the foot of every page, so that no printed page is taken for a real council's.
const footer = "Ravensbeck Metropolitan Borough Council (a fictional council)"

// report composes the report on a matter: what it is, why, what it costs, what is asked.
func (b *borough) report(m *matter, short bool) doc.Document {
	p := b.pen("report", m.template.key, m.year, m.title)
	p.values = m.values
	s := m.stages[0]
	d := doc.Document{Title: m.title, Lang: "en-GB", Footer: footer}
	add := func(blocks ...doc.Block) { d.Blocks = append(d.Blocks, blocks...) }
	add(doc.Head(1, m.title), doc.Para("Report of the "+m.officer.title))
	add(doc.Head(2, "1. Introduction and purpose of the report"), paras(m.summary))
	add(doc.Para(p.write("1.1 {This report sets out|Members will find below|The report describes} {about}. {It should be read with the papers named at its end.|It follows the report made last year.|It has been prepared with the services concerned.}")))
	add(doc.Head(2, "2. Background"))
	n := 1
	for _, t := range p.some(m.topic.paragraphs, 3) {
		add(doc.Para(fmt.Sprintf("2.%d %s", n, p.write(t))))
		n++
	}
	if short {
		return finished(b, d, p, m, s)
	}
	if len(m.topic.tables) > 0 {
		add(doc.Head(2, "3. Figures"), doc.Para("3.1 "+p.write("{The table shows how the position has changed.|The figures for the last three years are these.|The table sets out the position by year.}")), table(p, m.topic.tables[p.rng.IntN(len(m.topic.tables))]))
	}
	add(doc.Head(2, "4. Consultation"), doc.Para("4.1 "+p.write("{consulted}")+p.write(" {No objection was received.|{n 14 240} replies were received, of which {n 55 88} per cent were in favour.|Their comments have been taken into account in this report.}")))
	add(doc.Head(2, "5. Implications"))
	add(implications(p, 5)...)
	return finished(b, d, p, m, s)
}

// finished closes a report with what it recommends and whom to ask.
func finished(b *borough, d doc.Document, p *pen, m *matter, s *stage) doc.Document {
	d.Blocks = append(d.Blocks, doc.Head(2, "6. Recommendations"))
	if s.meeting != nil {
		b.bodyWords(p, s)
		d.Blocks = append(d.Blocks, recommendations(b.asks(p, s), p.values["bodyword"])...)
	}
	c := m.contacts[0]
	d.Blocks = append(d.Blocks, doc.Head(2, "Background papers"), doc.Para("There are none."),
		doc.Para(fmt.Sprintf("Anyone wishing to inspect the background papers or to ask for further information should contact %s, telephone %s, email %s.", c.Name, c.Telephone, c.Email)))
	return d
}

// recommendations are what a body is asked to do, as a list.
func recommendations(asks []wish, body string) []doc.Block {
	var texts []string
	for _, w := range asks {
		texts = append(texts, strings.ToUpper(w.ask[:1])+w.ask[1:]+".")
	}
	return []doc.Block{doc.Para("The " + body + " is asked to:"), doc.List{Numbering: doc.LowerAlpha, Items: doc.Items(texts...)}}
}

func paras(text string) doc.Block {
	return doc.Para(strings.ReplaceAll(text, "\n", " "))
}

// table makes a table of a line "Caption; column; column => row; cell; cell | row; cell; cell".
func table(p *pen, text string) doc.Block {
	head, body, _ := strings.Cut(p.write(strings.ReplaceAll(text, " | ", " ¦ ")), " => ")
	heads := strings.Split(head, "; ")
	t := doc.Table{Caption: heads[0], Head: []doc.Row{doc.Cells(append([]string{""}, heads[1:]...)...)}, RowHeads: true}
	for _, row := range strings.Split(body, " ¦ ") {
		t.Body = append(t.Body, doc.Cells(strings.Split(row, "; ")...))
	}
	return t
}

// appendix composes a paper that several reports of a topic carry.
func (b *borough) appendix(t *topic, i int) doc.Document {
	title, text, _ := strings.Cut(t.appendices[i], " => ")
	p := b.pen("appendix", t.key, i)
	d := doc.Document{Title: title, Lang: "en-GB", Footer: footer}
	d.Blocks = append(d.Blocks, doc.Head(1, title))
	for _, part := range strings.Split(text, " / ") {
		d.Blocks = append(d.Blocks, doc.Para(p.write(part)))
	}
	if len(t.tables) > 0 {
		d.Blocks = append(d.Blocks, table(p, t.tables[i%len(t.tables)]))
	}
	return d
}

// implications are what every report must say of money, law, equality and climate.
func implications(p *pen, n int) []doc.Block {
	texts := []string{
		"Financial: {The cost of {k 20 900} can be met from the approved budget.|There is no call on reserves.|The proposal would save {k 15 400} in a full year.|{k 40 700} has been set aside in the capital programme.}",
		"Legal: {The Council has the power to act under section 1 of the Localism Act 2011.|There are no legal implications beyond those set out in the report.|The Monitoring Officer has been consulted and is content.}",
		"Equality: {An equality impact assessment found no adverse effect on any protected group.|The assessment found that older residents would gain most.|The proposal has been tested with disabled residents and changed as a result.}",
		"Climate: {The proposal is neutral.|It would reduce emissions by about {n 4 180} tonnes a year.|There would be a small increase in emissions during the works.}",
	}
	var blocks []doc.Block
	for i, t := range texts {
		blocks = append(blocks, doc.Para(fmt.Sprintf("%d.%d %s", n, i+1, p.write(t))))
	}
	return blocks
}
