package desk

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/markup"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/word"
	"moothall/internal/register"
)

// printing prints documents and puts the files on a shelf, which must be the sealed one. The same document
// always gives the same files.
type printing struct {
	press *pdf.Press
	shelf paper.Shelf
}

func newPrinting(shelf paper.Shelf) (printing, error) {
	press, err := pdf.NewPress()
	if err != nil {
		return printing{}, fmt.Errorf("the press for papers: %w", err)
	}
	return printing{press: press, shelf: shelf}, nil
}

// pdf prints a document as tagged PDF.
func (p printing) pdf(ctx context.Context, d doc.Document) (register.Print, error) {
	printed, err := p.press.Print(d)
	if err != nil {
		return register.Print{}, err
	}
	return p.keep(ctx, printed.PDF, register.Print{Pages: printed.Pages, Text: printed.Text, HTML: d.PageHTML()})
}

// word writes a document as Word. It has no pages of its own.
func (p printing) word(ctx context.Context, d doc.Document) (register.Print, error) {
	file, err := word.Write(d)
	if err != nil {
		return register.Print{}, err
	}
	return p.keep(ctx, file, register.Print{Text: []string{d.Text()}, HTML: d.PageHTML()})
}

func (p printing) keep(ctx context.Context, file []byte, print register.Print) (register.Print, error) {
	kept, err := p.shelf.Put(ctx, bytes.NewReader(file))
	if err != nil {
		return register.Print{}, fmt.Errorf("keep a printed paper: %w", err)
	}
	print.SHA256, print.Size = kept.SHA256, kept.Size
	return print, nil
}

// NewPrinter prints reports as tagged PDF.
func NewPrinter(shelf paper.Shelf, catalogue *page.Catalogue) (register.Printer, error) {
	p, err := newPrinting(shelf)
	return func(ctx context.Context, w register.Written) (register.Print, error) {
		return p.pdf(ctx, written(catalogue.In(w.Lang), w))
	}, err
}

// written is a report as a document: its title and what it asks, then its sections.
func written(words *page.Words, w register.Written) doc.Document {
	d := doc.Document{Title: w.Title, Lang: tag(w.Lang), Footer: w.Title, Blocks: []doc.Block{doc.Head(1, w.Title)}}
	say := func(text string) { d.Blocks = append(d.Blocks, doc.Para(text)) }
	if w.Day.IsZero() {
		say(words.Say("print.to", "Body", w.Body))
	} else {
		say(words.Say("print.before", "Body", w.Body, "Day", words.Day(w.Day)))
	}
	if len(w.References) > 0 {
		say(words.Say("print.references", "References", strings.Join(w.References, ", ")))
	}
	for _, c := range w.Contacts {
		say(words.Say("print.contact", "Contact", contactText([]gazette.Contact{c})))
	}
	if w.Purpose != "" {
		say(w.Purpose)
	}
	if len(w.Asked) > 0 {
		d.Blocks = append(d.Blocks, doc.Head(2, words.T("print.asked")))
		if w.Lead != "" {
			say(w.Lead)
		}
		d.Blocks = append(d.Blocks, markup.Read(strings.Join(w.Asked, "\n"))...)
	}
	for _, part := range w.Parts {
		d.Blocks = append(d.Blocks, partBlocks(words, w.Lang, part)...)
	}
	return d
}

// partBlocks is a section, or the sentence that one is left out.
func partBlocks(words *page.Words, l council.Language, part register.WrittenPart) []doc.Block {
	if part.Closed != nil {
		reason := words.Plain(part.Closed.Reason)
		if part.Openness == council.Confidential {
			return []doc.Block{doc.Para(words.Say("print.confidential", "Reason", reason))}
		}
		var paragraphs []string
		for _, n := range part.Closed.Paragraphs {
			paragraphs = append(paragraphs, strconv.Itoa(n))
		}
		return []doc.Block{doc.Para(words.Say("print.closed", "Paragraphs", strings.Join(paragraphs, ", "), "Reason", reason))}
	}
	head := doc.Head(2, part.Heading)
	if part.HeadingLang != l {
		head.Lang = tag(part.HeadingLang)
	}
	blocks := below(markup.Read(part.Prose), part.ProseLang, l)
	return append([]doc.Block{head}, blocks...)
}

// below are blocks in the language given, whose headings stand below that of the part they are in.
func below(blocks []doc.Block, in, of council.Language) []doc.Block {
	for i, b := range blocks {
		switch b := b.(type) {
		case doc.Heading:
			b.Level++
			if in != of {
				b.Lang = tag(in)
			}
			blocks[i] = b
		case doc.Paragraph:
			if in != of {
				b.Lang = tag(in)
			}
			blocks[i] = b
		}
	}
	return blocks
}

// tag is the IETF tag of a language as it is written in Britain.
func tag(l council.Language) string {
	if l == council.Welsh {
		return "cy"
	}
	return "en-GB"
}
