package site

import (
	"fmt"
	"net/http"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper/clean"
	"moothall/internal/paper/doc"
)

// extractOf is an extract from the minutes: of which body and day they are, whether they are a draft or approved,
// the SHA-256 of the text that was signed, and what happened at one item. Of an item that is kept from the public
// it has what the public was given in place of its minute.
func extractOf(w *page.Words, a gazette.MeetingAccount, item gazette.ItemAccount) doc.Document {
	view := newMeetingView(w, &a)
	p := printer{words: w}
	title := w.Say("extract.title", "Meeting", view.title())
	p.blocks = append(p.blocks, doc.Head(1, title))
	p.plain(view.when())
	p.plain(w.T("extract.state") + " " + view.minutesText())
	if a.SignedText != "" {
		p.plain(w.Say("extract.text", "Hash", a.SignedText))
	}
	name := item.Title
	if item.Printed != "" {
		name = council.Text{En: prefixed(item.Printed, name.En), Cy: prefixed(item.Printed, name.Cy)}
	}
	p.head(2, name)
	one := itemView{ItemAccount: &item, words: w}
	if one.closed() {
		p.plain(one.exemptText())
	}
	text, lang := item.Prose.In(w.Lang())
	p.blocks = append(p.blocks, inLang(clean.Read(text, 0), p.other(lang))...)
	return doc.Document{Title: strings.TrimSpace(title + " " + item.Printed), Lang: tagOf(w.Lang()), Footer: title, Date: a.Revision.Changed, Blocks: p.blocks}
}

// minuted is the meeting at which an item was minuted, and the item; ErrNotFound where no minute of it is published.
func (s *Site) minuted(v *visit) (a gazette.MeetingAccount, item gazette.ItemAccount, err error) {
	meeting, err := s.record.MeetingOfItem(v.ctx, v.number)
	if err != nil {
		return a, item, err
	}
	if a, err = s.record.Meeting(v.ctx, meeting); err != nil {
		return a, item, err
	}
	for _, one := range a.Items {
		if one.Number == v.number && !one.Prose.IsZero() {
			return a, one, nil
		}
	}
	return a, item, fmt.Errorf("item %d has no published minute: %w", v.number, council.ErrNotFound)
}

// showExtract is the extract of the minutes of an item to read, with its files.
func (s *Site) showExtract(w *reply, v *visit) error {
	account, item, err := s.minuted(v)
	if err != nil {
		return err
	}
	w.modified = account.Revision.Changed
	view := newMeetingView(v.words, &account)
	d := extractOf(v.words, account, item)
	crumbs := append(view.crumbs(), page.Crumb{Name: v.words.Day(account.Day), Path: numbered("/meetings/", account.Number)})
	return w.page(s.frame(v, page.Frame{Title: d.Title, Section: "meetings", Crumbs: crumbs}), printedPage(v.words, d, v.path))
}

// sendExtract answers with the extract as tagged PDF or as Word.
func (s *Site) sendExtract(ending string) func(http.ResponseWriter, *visit) error {
	return func(w http.ResponseWriter, v *visit) error {
		account, item, err := s.minuted(v)
		if err != nil {
			return err
		}
		return s.sendPrinted(w, v, extractOf(v.words, account, item), ending, account.Revision.Changed)
	}
}
