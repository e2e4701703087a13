package pack

import (
	"fmt"
	"strings"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
)

// standIn is the document in place of a paper that cannot be bound.
func (w *binding) standIn(p Paper, why error) doc.Document {
	words := w.plan.Words
	reason := strings.ReplaceAll(words.Missing, "{reason}", words.Reasons.reason(why))
	d := doc.Document{Title: p.Title, Lang: w.plan.Lang, Blocks: []doc.Block{doc.Head(1, p.Title), doc.Para(reason)}}
	if doc.SafeLink(p.Link) != "" && words.Read != "" {
		d.Blocks = append(d.Blocks, doc.Paragraph{Spans: []doc.Span{{Text: words.Read, Link: p.Link}}})
	}
	return d
}

// bindFront prints the front sheet and the contents, now that it is known how many pages each paper
// has, and puts them before the papers. It gives the pages of the pack.
func (w *binding) bindFront() (int, error) {
	front := w.plan.Front
	front.Title, front.Lang = firstOf(front.Title, w.plan.Title), firstOf(front.Lang, w.plan.Lang)
	sheet, err := w.bindOwn(front)
	if err != nil {
		return 0, fmt.Errorf("front sheet: %w", err)
	}
	sheets := len(sheet.Pages)
	contents, printed, err := w.contents(sheets)
	if err != nil {
		return 0, fmt.Errorf("contents: %w", err)
	}
	list, err := w.bindPrinted(contents, printed, w.targets())
	if err != nil {
		return 0, fmt.Errorf("contents: %w", err)
	}
	w.join.order = append([]*part{sheet, list}, w.join.papers()...)
	pages := 0
	for _, p := range w.join.order {
		pages += len(p.Pages)
	}
	return pages, nil
}

// contents makes the contents. How many pages they take depends on the numbers in them, and the
// numbers on the pages.
func (w *binding) contents(before int) (doc.Document, pdf.Printed, error) {
	const rows = 28 // of a page, about
	pages := 1 + (len(w.plan.Items)+w.plan.papers()-1)/2/rows
	for range 6 {
		w.number(before + pages)
		d := w.contentsDocument()
		printed, err := w.press.Print(d)
		if err != nil || printed.Pages == pages {
			return d, printed, err
		}
		pages = printed.Pages
	}
	return doc.Document{}, pdf.Printed{}, fmt.Errorf("they never fit their own pages: %w", council.ErrConflict)
}

// number says where every paper is, after so many pages.
func (w *binding) number(page int) {
	for i, item := range w.placed {
		for j := range item {
			p := &w.placed[i][j]
			p.First = page + 1
			page += len(w.parts[i][j].Pages)
			p.Last = page
			p.From, p.To = w.plan.label(p.First), w.plan.label(p.Last)
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
