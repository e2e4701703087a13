package site

import (
	"fmt"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
)

// documentView is what a document's page shows.
type documentView struct {
	words *page.Words
	d     gazette.DocumentPage
	// text is the document's own text as clean HTML; empty where none is held.
	text  string
	paged []string // the pages of text by number, where it comes page by page
}

// showDocument is a document: what it is, where it was considered, its file, and its text to read.
func (s *Site) showDocument(w *reply, v *visit) error {
	d, err := s.record.Document(v.ctx, v.number)
	if err != nil {
		return err
	}
	if d.Tombstone != nil {
		return &page.Gone{Tombstone: *d.Tombstone, Editions: v.path + "/editions"}
	}
	w.modified = d.Revision.Changed
	if v.json {
		return w.json(d)
	}
	view := documentView{words: v.words, d: d}
	view.read()
	title, lang := d.Content.Title.In(v.words.Lang())
	return w.page(s.frame(v, page.Frame{Title: title, TitleLang: lang, Section: "issues", JSON: true, Editions: v.path + "/editions",
		Crumbs: view.crumbs(v)}), documentPage(view))
}

// crumbs lead through the meeting that had the document, or the issue that it belongs to.
func (d documentView) crumbs(v *visit) []page.Crumb {
	home := page.Crumb{Name: v.words.T("nav.home"), Path: "/"}
	switch {
	case len(d.d.Items) > 0:
		m := d.d.Items[0].Meeting
		return []page.Crumb{home, {Name: v.words.Plain(m.Body.Name) + ", " + v.words.Day(m.Day), Path: numbered("/meetings/", m.Number)}}
	case len(d.d.Issues) > 0:
		return []page.Crumb{home, {Name: v.words.Plain(d.d.Issues[0].Name), Path: numbered("/issues/", d.d.Issues[0].Number)}}
	}
	return []page.Crumb{home}
}

// read makes the text to be shown: as Word had it, or else page by page as it was found in the file.
func (d *documentView) read() {
	if d.d.Content.HTML != "" {
		d.text = d.d.Content.HTML
		return
	}
	if strings.TrimSpace(strings.Join(d.d.Content.Text, "")) == "" {
		return
	}
	d.text = paper.TextHTML(d.d.Content.Text)
	for n := range d.d.Content.Text {
		number := d.words.Number(n + 1)
		d.paged = append(d.paged, number)
		// Words of the paper cannot be taken for this mark: they are escaped.
		mark := fmt.Sprintf(`<section id="page-%d">`, n+1)
		d.text = strings.Replace(d.text, mark, mark+`<p class="moot-paper__page" lang="`+string(d.words.Lang())+`"><a class="govuk-link" href="#page-`+number+`">`+
			d.words.Say("pages.page", "Number", number)+"</a></p>", 1)
	}
}

// lang is the language that the text is in, to mark it with where it is not the page's. What does
// not say is taken to be English, as most papers are.
func (d documentView) lang() string {
	lang := d.d.Content.Language
	if lang == "" {
		lang = council.English
	}
	if lang == d.words.Lang() {
		return ""
	}
	return string(lang)
}

// sourceLink is the address at which an imported document's details were read; empty where what
// is known is no address.
func (d documentView) sourceLink() string {
	if s := d.d.Content.Source; s != nil && (strings.HasPrefix(s.Page, "https://") || strings.HasPrefix(s.Page, "http://")) {
		return s.Page
	}
	return ""
}

// fileLink says what the link to the file opens: "Open the file: PDF, 56 KB, 4 pages".
func (d documentView) fileLink() string {
	return d.words.Say("document.file.open", "Facts", fileFacts(d.words, d.d.Line))
}

// closedText says that the public may not have the document, and on which ground where that is known.
func (d documentView) closedText() string {
	if numbers := paragraphs(d.d.Content.Exemption); numbers != "" {
		return d.words.Say("document.closed.paragraphs", "Paragraphs", numbers)
	}
	return d.words.T("document.closed")
}
