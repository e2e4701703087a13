package demo

import (
	"fmt"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
)

// storyReport prints the report of a hand-written stage.
func (b *borough) storyReport(m *matter, t *block, year int) *paperJob {
	p := b.storyPen(m, t, year)
	d := doc.Document{Title: m.title, Lang: "en-GB", Footer: footer}
	d.Blocks = append(d.Blocks, doc.Head(1, m.title), doc.Para("Report of the "+m.officer.title), doc.Head(2, "1. Introduction"))
	for _, line := range strings.Split(t.one("summary"), "\n") {
		d.Blocks = append(d.Blocks, doc.Para(p.write(line)))
	}
	parts := t.all("report")
	for i, part := range parts {
		d.Blocks = append(d.Blocks, partOf(p, part, i+2)...)
	}
	if len(m.topic.tables) > 0 {
		d.Blocks = append(d.Blocks, doc.Head(2, "Figures"), table(b.pen("storytable", m.title), m.topic.tables[0]))
	}
	d.Blocks = append(d.Blocks, doc.Head(2, "Implications"))
	d.Blocks = append(d.Blocks, implications(p, len(parts)+2)...)
	d.Blocks = append(d.Blocks, doc.Head(2, "Recommendations"))
	var asks []wish
	for _, a := range t.all("ask") {
		asks = append(asks, split(p, a))
	}
	d.Blocks = append(d.Blocks, recommendations(asks, b.byKey[t.attrs["body"]].content.NameOn(council.NewDay(inYear(year, time.Month(number(t.attrs["month"]))), time.Month(number(t.attrs["month"])), 15)).En)...)
	j := b.printer.print(d, printed{title: m.title, kind: council.Report})
	for _, key := range strings.Fields(t.one("papers")) {
		j.appendices = append(j.appendices, b.storyPaper(p, key))
	}
	return j
}

// partOf is a part of a hand-written paper: "heading => paragraph / paragraph".
func partOf(p *pen, text string, n int) []doc.Block {
	title, body, _ := strings.Cut(text, " => ")
	blocks := []doc.Block{doc.Head(2, fmt.Sprintf("%d. %s", n, p.write(title)))}
	for i, line := range strings.Split(body, " / ") {
		blocks = append(blocks, doc.Para(fmt.Sprintf("%d.%d %s", n, i+1, p.write(line))))
	}
	return blocks
}

// storyPaper prints a hand-written paper that goes with reports, once.
func (b *borough) storyPaper(p *pen, key string) *paperJob {
	if j := b.printer.shared["paper/"+key]; j != nil {
		return j
	}
	for _, t := range b.text.papers {
		if t.attrs["key"] != key {
			continue
		}
		d := doc.Document{Title: p.write(t.one("title")), Lang: "en-GB", Footer: footer}
		d.Blocks = append(d.Blocks, doc.Head(1, d.Title))
		for i, part := range t.all("part") {
			d.Blocks = append(d.Blocks, partOf(p, part, i+1)...)
		}
		for _, text := range t.all("table") {
			d.Blocks = append(d.Blocks, table(p, text))
		}
		about := printed{title: d.Title, kind: council.Appendix}
		if t.has("word") {
			b.printer.shared["paper/"+key] = b.printer.word(d, about)
		} else {
			b.printer.shared["paper/"+key] = b.printer.print(d, about)
		}
	}
	return b.printer.shared["paper/"+key]
}
