package desk

import (
	"context"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/markup"
	"moothall/internal/register"
)

// NewDecisionPrinter prints the notices of decisions as tagged PDF and as Word.
func NewDecisionPrinter(shelf paper.Shelf, catalogue *page.Catalogue) (register.DecisionPrinter, error) {
	p, err := newPrinting(shelf)
	return func(ctx context.Context, w register.WrittenDecision) (out register.DecisionPrint, err error) {
		d := decisionNotice(catalogue.In(w.Lang), w)
		if out.PDF, err = p.pdf(ctx, d); err != nil {
			return out, err
		}
		out.Word, err = p.word(ctx, d)
		out.Text, out.Reasons, out.Alternatives = typeset(w.Decision.Text, w.Lang), typeset(w.Decision.Reasons, w.Lang), typeset(w.Decision.Alternatives, w.Lang)
		return out, err
	}, err
}

// typeset is prose in one language as HTML; empty where it is not written in that.
func typeset(t council.Text, l council.Language) string {
	text, in := t.In(l)
	if text == "" || in != l {
		return ""
	}
	return markup.HTML(text, tag(l))
}

// decisionNotice is the notice of a decision as a document. HTML, PDF and Word are all written from it.
func decisionNotice(words *page.Words, w register.WrittenDecision) doc.Document {
	c := w.Decision
	title := words.Plain(c.Title)
	d := doc.Document{Title: title, Lang: tag(w.Lang), Footer: words.Say("notice-print.footer", "Title", title), Blocks: []doc.Block{doc.Head(1, title)}}
	d.Blocks = append(d.Blocks, doc.Para(words.T("notice-print.kind."+string(c.Sort))), facts(words, w))
	part := func(key string, text council.Text) {
		said, in := text.In(w.Lang)
		if said == "" {
			return
		}
		d.Blocks = append(d.Blocks, doc.Head(2, words.T("decision."+key)))
		d.Blocks = append(d.Blocks, below(markup.Read(said), in, w.Lang)...)
	}
	part("purpose", c.Purpose)
	part("text", c.Text)
	part("reasons", c.Reasons)
	part("alternatives", c.Alternatives)
	part("conflicts", c.Conflicts)
	part("consulted", c.Consulted)
	d.Blocks = append(d.Blocks, doc.Head(2, words.T("decision.call-in")), doc.Para(callInPrinted(words, w)))
	return d
}

// callInPrinted says until when the decision may be called in, or why it cannot be.
func callInPrinted(words *page.Words, w register.WrittenDecision) string {
	switch n := w.Decision.NoCallIn; {
	case !w.Until.IsZero():
		return words.Say("decision.call-in.open", "Day", words.Day(w.Until))
	case n != nil:
		return words.T("decision.call-in.not") + " " + words.Word("no-call-in", string(n.Ground)) + ". " + words.Plain(n.Reason)
	}
	return words.T("decision.call-in.not")
}

// facts are who decided, when, and what the law asks besides, as a table of two columns.
func facts(words *page.Words, w register.WrittenDecision) doc.Block {
	c := w.Decision
	t := doc.Table{Caption: words.T("decision.facts"), RowHeads: true, Head: []doc.Row{doc.Cells(words.T("notice-print.fact"), words.T("notice-print.what"))}}
	row := func(key, value string) {
		if value != "" {
			t.Body = append(t.Body, doc.Cells(words.T("decision."+key), value))
		}
	}
	row("maker", words.Plain(w.Maker))
	row("day", words.Day(c.Day))
	key := words.T("decision.no")
	if c.Key {
		key = strings.TrimSpace(words.T("decision.yes") + ". " + words.Plain(c.KeyReason))
	}
	row("key", key)
	row("issue", words.Plain(w.Issue))
	row("reference", c.Reference)
	for _, one := range c.Contacts {
		row("contact", contactText([]gazette.Contact{one}))
	}
	if !w.Effect.IsZero() {
		row("effective", words.Day(w.Effect))
	}
	if c.Signed != nil {
		t.Body = append(t.Body, doc.Cells(words.T("notice-print.signed"), words.Say("notice-print.signed.by", "Name", c.Signed.Name, "Moment", words.Moment(c.Signed.At))))
	}
	return t
}
