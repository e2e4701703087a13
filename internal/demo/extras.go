package demo

import (
	"fmt"
	"slices"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
)

// extras are the appendices and background papers that go with an item besides its report. They
// speak of the topic, so that matters of one topic and year share them.
func (b *borough) extras(s *stage) []*paperJob {
	m := s.matter
	rng := b.dice("extras", m.title, m.year, s.meeting.number)
	picked := rng.Perm(len(b.text.extras))[:[]int{1, 2, 2, 2}[rng.IntN(4)]]
	slices.Sort(picked)
	year := m.year
	if !b.base(year) {
		year = 0
	}
	var list []*paperJob
	for _, i := range picked {
		list = append(list, b.extra(i, m.topic, year))
	}
	return list
}

// extra has a paper of a topic made, once.
func (b *borough) extra(i int, t *topic, year int) *paperJob {
	key := fmt.Sprintf("extra/%d/%s/%d", i, t.key, year)
	if j := b.printer.shared[key]; j != nil {
		return j
	}
	p := b.pen("extra", i, t.key, year)
	p.values["topic"] = t.label
	from := b.text.extras[i]
	d := doc.Document{Title: p.write(from.one("title")), Lang: "en-GB", Footer: footer}
	d.Blocks = append(d.Blocks, doc.Head(1, d.Title), doc.Para(p.write("{@office}, for the "+t.officer)))
	for n, part := range from.all("part") {
		d.Blocks = append(d.Blocks, partOf(p, part, n+1)...)
	}
	if from.one("table") != "" && len(t.tables) > 0 {
		d.Blocks = append(d.Blocks, table(p, t.tables[p.rng.IntN(len(t.tables))]))
	}
	kind := council.Appendix
	if from.attrs["kind"] == "background" {
		kind = council.Background
	}
	b.printer.shared[key] = b.printer.print(d, printed{title: d.Title, kind: kind})
	return b.printer.shared[key]
}
