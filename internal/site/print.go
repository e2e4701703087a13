package site

import (
	"slices"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper/clean"
	"moothall/internal/paper/doc"
)

// printer makes a document of what was published, in one language. The page, the tagged PDF and the Word
// file of it are written from that document, so that they say the same.
type printer struct {
	words  *page.Words
	blocks []doc.Block
}

// AgendaDocument is a meeting's agenda as a document, of the latest edition.
func AgendaDocument(w *page.Words, a gazette.MeetingAccount) doc.Document {
	return agendaOf(w, a, a.AgendaLabel, true)
}

// FrontSheet is the agenda before the papers of a pack: the items that the part brought, or brought papers
// to, and those papers. It says no page numbers, which are the contents' business, and does not change with
// a later supplement.
func FrontSheet(w *page.Words, a gazette.MeetingAccount, part gazette.Part) doc.Document {
	brought := map[int][]int{}
	for _, it := range part.Items {
		brought[it.Number] = it.Documents
	}
	all := a.Items
	a.Items, a.AgendaAt = nil, time.Time{}
	for _, it := range all {
		documents, ok := brought[it.Number]
		if !ok && !(it.Heading && part.Number == 0) {
			continue
		}
		it.Documents = slices.DeleteFunc(slices.Clone(it.Documents), func(d gazette.DocumentLine) bool { return !slices.Contains(documents, d.Number) })
		a.Items = append(a.Items, it)
	}
	return agendaOf(w, a, part.Label, false)
}

// PackTitle is "Agenda pack: Cabinet, 13 March 2018".
func PackTitle(w *page.Words, a gazette.MeetingAccount, part gazette.Part) string {
	title := newMeetingView(w, &a).title()
	if part.Number == 0 {
		return w.Say("print.pack", "Meeting", title)
	}
	return w.Say("print.pack.supplement", "Label", w.Plain(part.Label), "Meeting", title)
}

func agendaOf(w *page.Words, a gazette.MeetingAccount, label council.Text, pages bool) doc.Document {
	view := newMeetingView(w, &a)
	p := printer{words: w}
	p.head(1, a.Body.Name)
	if !a.Label.IsZero() {
		p.say(a.Label)
	}
	p.say(label)
	p.plain(view.when())
	if !a.Place.IsZero() {
		p.say(a.Place)
	}
	if view.warned() {
		p.plain(w.MeetingState(a.State))
		p.say(a.Reason)
	}
	p.blocks = append(p.blocks, doc.Head(2, w.T("print.business")))
	for i := range view.items {
		p.item(view.items[i], pages)
	}
	title := w.Plain(label) + ": " + view.title()
	return doc.Document{Title: title, Lang: tagOf(w.Lang()), Footer: title, Date: a.AgendaAt, Blocks: p.blocks}
}

func (p *printer) item(v itemView, pages bool) {
	title := v.Title
	if v.Printed != "" {
		title = council.Text{En: prefixed(v.Printed, title.En), Cy: prefixed(v.Printed, title.Cy)}
	}
	p.head(3, title)
	if v.closed() {
		p.plain(v.exemptText())
		if v.Exemption != nil {
			p.say(v.Exemption.Reason)
		}
	}
	if !v.Withdrawn.IsZero() {
		p.plain(p.words.T("item.withdrawn"))
		p.say(v.Withdrawn)
	}
	if v.Urgency != nil {
		p.plain(p.words.Say("item.urgent", "By", v.Urgency.By))
		p.say(v.Urgency.Reason)
	}
	p.say(v.Purpose)
	p.asked(v)
	if text, lang := v.Summary.In(p.words.Lang()); text != "" {
		p.blocks = append(p.blocks, inLang(clean.Read(text, 2), p.other(lang))...)
	}
	p.papers(v, pages)
	for _, c := range v.Contacts {
		p.plain(p.words.Say("print.contact", "Contact", strings.Join(slices.DeleteFunc([]string{c.Name, c.Telephone, c.Email}, func(s string) bool { return s == "" }), ", ")))
	}
}

// asked is what the body is asked to do, in limbs.
func (p *printer) asked(v itemView) {
	if v.AskedLead != "" {
		p.plain(v.AskedLead)
	}
	if v.askedPlainly() {
		p.say(v.Asked[0].Text)
		return
	}
	var list doc.List
	for _, ask := range v.Asked {
		text, lang := ask.Text.In(p.words.Lang())
		list.Items = append(list.Items, doc.Item{Label: ask.Label, Blocks: []doc.Block{doc.Paragraph{Spans: doc.Plain(text), Lang: p.other(lang)}}})
	}
	if len(list.Items) > 0 {
		p.blocks = append(p.blocks, list)
	}
}

// papers lists the papers of an item, with the pages by which they are cited.
func (p *printer) papers(v itemView, pages bool) {
	var list doc.List
	for _, d := range v.Documents {
		text, lang := d.Title.In(p.words.Lang())
		spans := []doc.Span{{Text: text, Lang: p.other(lang)}}
		if pages && d.From != "" {
			spans = append(spans, doc.Span{Text: " (" + packPages(p.words, d) + ")"})
		}
		if !isOpen(d.Openness) {
			spans = append(spans, doc.Span{Text: " (" + p.words.Openness(d.Openness) + ")"})
		}
		list.Items = append(list.Items, doc.Item{Blocks: []doc.Block{doc.Paragraph{Spans: spans}}})
	}
	if len(list.Items) > 0 {
		p.blocks = append(p.blocks, list)
	}
}

// packPages is "pages 5 to 24", by which a paper is cited.
func packPages(w *page.Words, d gazette.DocumentLine) string {
	if d.From == d.To {
		return w.Say("papers.pack.page", "Page", d.From)
	}
	return w.Say("papers.pack.pages", "From", d.From, "To", d.To)
}

func prefixed(number, title string) string {
	if title == "" {
		return ""
	}
	return strings.TrimSuffix(number, ".") + ". " + title
}

func (p *printer) plain(text string) {
	if text != "" {
		p.blocks = append(p.blocks, doc.Para(text))
	}
}

func (p *printer) say(t council.Text) {
	if text, lang := t.In(p.words.Lang()); text != "" {
		p.blocks = append(p.blocks, doc.Paragraph{Spans: doc.Plain(text), Lang: p.other(lang)})
	}
}

func (p *printer) head(level int, t council.Text) {
	text, lang := t.In(p.words.Lang())
	p.blocks = append(p.blocks, doc.Heading{Level: level, Spans: doc.Plain(text), Lang: p.other(lang)})
}

// other is the tag of a language where it is not the document's.
func (p *printer) other(l council.Language) string {
	if l == "" || l == p.words.Lang() {
		return ""
	}
	return tagOf(l)
}

// tagOf is the IETF tag of a language as it is written in Britain.
func tagOf(l council.Language) string {
	if l == council.Welsh {
		return "cy"
	}
	return "en-GB"
}

// inLang marks blocks that say no language as being in one.
func inLang(blocks []doc.Block, lang string) []doc.Block {
	for i, b := range blocks {
		switch b := b.(type) {
		case doc.Heading:
			if b.Lang == "" {
				b.Lang = lang
			}
			blocks[i] = b
		case doc.Paragraph:
			if b.Lang == "" {
				b.Lang = lang
			}
			blocks[i] = b
		}
	}
	return blocks
}

// printedDocument is a document whose text is held as a page alone, such as a notice, as it is printed.
func printedDocument(w *page.Words, d gazette.DocumentPage) doc.Document {
	p := printer{words: w}
	p.head(1, d.Content.Title)
	blocks := clean.Read(d.Content.HTML, 0)
	lang := d.Content.Language
	if lang == "" {
		lang = council.English
	}
	title, _ := d.Content.Title.In(w.Lang())
	return doc.Document{Title: title, Lang: tagOf(w.Lang()), Footer: title, Date: d.Revision.Changed, Blocks: append(p.blocks, inLang(blocks, p.other(lang))...)}
}
