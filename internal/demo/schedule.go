package demo

import (
	"context"
	"fmt"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper/doc"
)

// Area and regulatory committees and boards deal with many small matters. Their reports come
// bound as one schedule for the meeting, with a section for each, as a clerk would send them out.

// scheduled says whether a matter's report stands in its meeting's schedule.
func scheduled(s *stage) bool {
	switch s.meeting.body.content.Kind {
	case council.FullCouncil, council.Cabinet, council.Scrutiny:
		return false
	}
	m := s.matter
	return s.told == nil && len(m.stages) == 1 && !m.key && len(m.exempt) == 0
}

// bind has the schedule of a meeting made, where it has one.
func (f *filler) bind(m *meeting) {
	var sections []*stage
	for _, t := range m.items {
		if scheduled(t.step) {
			t.step.bound = true
			sections = append(sections, t.step)
		}
	}
	if len(sections) == 0 {
		return
	}
	key := ""
	if !f.base(f.year) {
		key = "old/schedule/" + m.body.key
	}
	if j := f.printer.shared[key]; j != nil && key != "" {
		m.schedule = j
		return
	}
	title := fmt.Sprintf("Schedule of reports: %s, %s", m.body.content.NameOn(m.day()).En, long(m.day()))
	d := doc.Document{Title: title, Lang: "en-GB", Footer: footer, Blocks: []doc.Block{doc.Head(1, title)}}
	for i, s := range sections {
		d.Blocks = append(d.Blocks, f.section(s, i+1)...)
	}
	m.schedule = f.printer.print(d, printed{title: title, kind: council.Report})
	if key != "" {
		f.printer.shared[key] = m.schedule
	}
}

// section is the report on one matter within a schedule.
func (b *borough) section(s *stage, n int) []doc.Block {
	m := s.matter
	p := b.pen("section", m.template.key, m.year, m.title)
	p.values = m.values
	b.bodyWords(p, s)
	blocks := []doc.Block{doc.Head(2, fmt.Sprintf("%d. %s", n, m.title)), doc.Para("Report of the " + m.officer.title), paras(m.summary)}
	for i, t := range p.some(m.topic.paragraphs, 2) {
		blocks = append(blocks, doc.Para(fmt.Sprintf("%d.%d %s", n, i+1, p.write(t))))
	}
	return append(blocks, recommendations(b.asks(p, s), p.values["bodyword"])...)
}

// publishSchedule publishes the schedule of a meeting and puts it on the items it reports on.
func (b *borough) publishSchedule(ctx context.Context, act gazette.Act, m *meeting) error {
	if m.schedule == nil {
		return nil
	}
	made, err := m.schedule.wait()
	if err != nil {
		return err
	}
	n := b.number(gazette.KindDocument)
	for _, t := range m.items {
		if t.step != nil && t.step.bound {
			t.Documents = append(t.Documents, n)
		}
	}
	return b.publish(ctx, act, gazette.KindDocument, n, made.document(council.Report, made.title, "Democratic Services"))
}
