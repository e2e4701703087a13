package desk

import (
	"context"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/markup"
	"moothall/internal/register"
)

// wordType is the media type of Word papers.
const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// Typeset writes the prose of minutes as HTML.
func Typeset(prose string, l council.Language) string { return markup.HTML(prose, string(l)) }

// NewMinutesPrinter prints minutes as tagged PDF and as Word.
func NewMinutesPrinter(shelf paper.Shelf, catalogue *page.Catalogue) (register.MinutesPrinter, error) {
	p, err := newPrinting(shelf)
	return func(ctx context.Context, w register.WrittenMinutes) ([]register.MinutesPrint, error) {
		d := minuted(catalogue.In(w.Lang), w)
		printed, err := p.pdf(ctx, d)
		if err != nil {
			return nil, err
		}
		letters, err := p.word(ctx, d)
		name := strings.NewReplacer(":", "", ",", "", "/", "-").Replace(d.Title)
		return []register.MinutesPrint{
			{Print: printed, Title: d.Title, Name: name + ".pdf", Type: "application/pdf"},
			{Print: letters, Title: d.Title, Name: name + ".docx", Type: wordType},
		}, err
	}, err
}

// minuted are minutes as a document: who was there, what was declared, and what happened at each item.
func minuted(words *page.Words, w register.WrittenMinutes) doc.Document {
	title := words.Say("print.minutes", "Body", w.Body, "Day", words.Day(w.Meeting.Day))
	if w.Draft {
		title = words.Say("print.minutes.draft", "Body", w.Body, "Day", words.Day(w.Meeting.Day))
	}
	d := doc.Document{Title: title, Lang: tag(w.Lang), Footer: title, Blocks: []doc.Block{doc.Head(1, title)}}
	when := words.Say("print.minutes.began", "Clock", words.Clock(w.Meeting.Starts))
	if w.Meeting.Ends != "" {
		when = words.Say("print.minutes.held", "Clock", words.Clock(w.Meeting.Starts), "Ends", words.Clock(w.Meeting.Ends))
	}
	d.Blocks = append(d.Blocks, doc.Para(strings.TrimSpace(when+" "+words.Plain(w.Meeting.Place))))
	d.Blocks = append(d.Blocks, rollBlocks(words, w)...)
	if len(w.Declared) > 0 {
		var lines []string
		for _, one := range w.Declared {
			lines = append(lines, declaredText(words, one))
		}
		d.Blocks = append(d.Blocks, doc.Head(2, words.T("desk.declarations")), doc.List{Items: doc.Items(lines...)})
	}
	for _, one := range w.Items {
		d.Blocks = append(d.Blocks, minuteBlocks(w.Lang, one)...)
	}
	return d
}

// rollBlocks say who was there: the members by how they were, then those in attendance.
func rollBlocks(words *page.Words, w register.WrittenMinutes) []doc.Block {
	var blocks []doc.Block
	for _, p := range []council.Presence{council.Present, council.Remote, council.Substitute, council.Apologies, council.InAttendance} {
		var names []string
		for _, a := range w.Roll {
			if a.Presence == p {
				names = append(names, rollName(words, w, a))
			}
		}
		if len(names) > 0 {
			blocks = append(blocks, doc.Head(2, words.Presence(p)), doc.List{Items: doc.Items(names...)})
		}
	}
	return blocks
}

// rollName is somebody on the roll, with what their heading does not say.
func rollName(words *page.Words, w register.WrittenMinutes, a register.Attendance) string {
	parts := []string{a.Name}
	if a.Name == w.Chair {
		parts = append(parts, words.T("print.minutes.chair"))
	}
	if a.Post != "" {
		parts = append(parts, a.Post)
	}
	i := slices.IndexFunc(w.Roll, func(o register.Attendance) bool { return a.For != 0 && o.Person == a.For })
	if i >= 0 {
		parts = append(parts, words.Say("desk.roll.instead", "Name", w.Roll[i].Name))
	}
	return strings.Join(parts, ", ")
}

func declaredText(words *page.Words, d register.WrittenDeclaration) string {
	parts := []string{d.Name, d.Item, strings.ToLower(words.Interest(d.Interest)), d.Nature, withdrewWord(words, d.Withdrew)}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; ")
}

// minuteBlocks are what happened at an item.
func minuteBlocks(l council.Language, one register.WrittenMinute) []doc.Block {
	head := doc.Head(2, strings.TrimSpace(one.Printed+" "+one.Title))
	if one.TitleLang != l {
		head.Lang = tag(one.TitleLang)
	}
	blocks := below(markup.Read(one.Prose), one.ProseLang, l)
	return append([]doc.Block{head}, blocks...)
}
