package pack

import (
	"fmt"
	"strings"

	"moothall/internal/paper/doc"
)

// standIn is the document in place of a paper that cannot be bound.
func (w *binding) standIn(p Paper, why error) doc.Document {
	words := w.plan.Words
	reason := p.Absent
	if reason == "" {
		reason = strings.ReplaceAll(words.Missing, "{reason}", words.Reasons.reason(why))
	}
	d := doc.Document{Title: p.Title, Lang: w.plan.Lang, Blocks: []doc.Block{doc.Head(1, p.Title), doc.Para(reason)}}
	if doc.SafeLink(p.Link) != "" && words.Read != "" {
		d.Blocks = append(d.Blocks, doc.Paragraph{Spans: []doc.Span{{Text: words.Read, Link: p.Link}}})
	}
	return d
}

// bindFront prints the front sheet and the contents, now that it is known how many pages each paper
// has, and puts them before the papers. It gives the pages of the pack.
func (w *binding) bindFront() (int, error) {
	cover := w.plan.Front
	cover.Title, cover.Lang = firstOf(cover.Title, w.plan.Title), firstOf(cover.Lang, w.plan.Lang)
	sheet, err := w.bindOwn(cover)
	if err != nil {
		return 0, fmt.Errorf("front sheet: %w", err)
	}
	w.number()
	contents := w.contentsDocument()
	printed, err := w.press.Print(contents)
	if err != nil {
		return 0, fmt.Errorf("contents: %w", err)
	}
	list, err := w.bindPrinted(contents, printed, w.targets())
	if err != nil {
		return 0, fmt.Errorf("contents: %w", err)
	}
	w.join.order = append([]*part{sheet, list}, w.join.papers()...)
	front := len(sheet.Pages) + len(list.Pages)
	w.place(front)
	labels := make([]string, front, front+len(w.labels))
	for i := range labels {
		labels[i] = roman(i + 1)
	}
	w.labels, w.front = append(labels, w.labels...), front
	return len(w.labels), nil
}

// number gives every page of the papers its number.
func (w *binding) number() {
	number := 0
	for i, item := range w.plan.Items {
		for j, paper := range item.Papers {
			p, pages := &w.placed[i][j], len(w.parts[i][j].Pages)
			p.Numbers = paper.numbers(pages)
			p.From, p.To = w.plan.label(number+1), w.plan.label(number+p.Numbers)
			if p.Numbers > pages {
				w.jumps = append(w.jumps, jump{page: len(w.labels) + pages, number: number + p.Numbers + 1})
			}
			for n := range pages {
				w.labels = append(w.labels, w.plan.label(number+1+n))
			}
			if pages == 1 && p.Numbers > 1 { // a page that stands for several
				w.labels[len(w.labels)-1] = p.From + "–" + p.To
			}
			number += p.Numbers
		}
	}
}

// place says where in the file every paper is, after so many pages.
func (w *binding) place(page int) {
	for i, item := range w.placed {
		for j := range item {
			item[j].First = page + 1
			page += len(w.parts[i][j].Pages)
			item[j].Last = page
		}
	}
}

func (w *binding) contentsDocument() doc.Document {
	words := w.plan.Words
	table := doc.Table{Head: []doc.Row{doc.Cells(words.Item, words.Paper, words.Page)}}
	for i, item := range w.plan.Items {
		switch placed := w.placed[i]; len(placed) {
		case 0:
			table.Body = append(table.Body, doc.Cells(item.Number, item.Title, ""))
		case 1:
			table.Body = append(table.Body, contentsRow(item.Number, item.Title, placed[0].From, target(i, 0)))
		default:
			table.Body = append(table.Body, contentsRow(item.Number, item.Title, placed[0].From, target(i, 0)))
			for j, p := range placed {
				table.Body = append(table.Body, contentsRow("", item.Papers[j].Title, p.From, target(i, j)))
			}
		}
	}
	d := doc.Document{Title: words.Contents, Lang: w.plan.Lang, Inner: true, Blocks: []doc.Block{doc.Head(1, words.Contents)}}
	if len(table.Body) > 0 {
		d.Blocks = append(d.Blocks, table)
	}
	return d
}

func contentsRow(number, title, page, to string) doc.Row {
	link := func(text string) doc.Cell {
		return doc.Cell{Blocks: []doc.Block{doc.Paragraph{Spans: []doc.Span{{Text: text, Link: to}}}}}
	}
	return doc.Row{{Blocks: []doc.Block{doc.Para(number)}}, link(title), link(page)}
}

// target names a paper's first page.
func target(item, paper int) string { return fmt.Sprintf("#%d.%d", item, paper) }

// targets are the places of the papers' first pages.
func (w *binding) targets() map[string]string {
	all := map[string]string{}
	for i, item := range w.parts {
		for j, p := range item {
			all[target(i, j)[1:]] = fmt.Sprintf("[%d 0 R/Fit]", p.Pages[0].Object)
		}
	}
	return all
}
