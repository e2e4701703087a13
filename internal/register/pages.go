package register

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// PaperPages is a paper as it is read page by page.
type PaperPages struct {
	Document int
	Title    council.Text
	From     string   // its first page as that is printed: "5", "S1-2"
	Text     []string // of each page; none of what the reader may not see, or of what has none
	Closed   bool     // it is kept from the public
}

// Printed is the number of a page of the paper as it is printed where the paper is read; the first is page 1.
func (p PaperPages) Printed(n int) string {
	series := strings.TrimRight(p.From, "0123456789")
	first, err := strconv.Atoi(p.From[len(series):])
	if err != nil {
		return p.From
	}
	return series + strconv.Itoa(first+n-1)
}

// PackPages is a pack as somebody reads it: of a part of an agenda the members' where they may read it, which has
// all that the public's has, and otherwise the public's.
type PackPages struct {
	Kept[Pack]
	Papers []PaperPages
}

// PackPages is the pack of a part of a meeting's agenda; ErrNotFound where there is none that the viewer may read,
// or it is withdrawn until it is made again.
func (r *Register) PackPages(ctx context.Context, v audience.Viewer, meeting, part int) (w PackPages, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		if w.Kept, err = t.ownPack(ctx, meeting, part); err != nil {
			return err
		}
		for _, p := range w.Content.Papers {
			one := PaperPages{Document: p.Document, From: p.From}
			if err := r.readPages(ctx, t, &one); err != nil {
				return err
			}
			w.Papers = append(w.Papers, one)
		}
		return nil
	})
	return w, err
}

// OwnPack is the pack that PackPages reads, without what stands in it.
func (r *Register) OwnPack(ctx context.Context, v audience.Viewer, meeting, part int) (k Kept[Pack], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = t.ownPack(ctx, meeting, part)
		return err
	})
	return k, err
}

// ownPack is the fuller of the packs that the viewer may read.
func (t *turn) ownPack(ctx context.Context, meeting, part int) (Kept[Pack], error) {
	k, err := get[Pack](ctx, t, packNumber(meeting, part, true))
	if !council.IsNotFound(err) {
		return k, err
	}
	k, err = get[Pack](ctx, t, packNumber(meeting, part, false))
	if err == nil && k.Content.Recalled {
		err = fmt.Errorf("pack of part %d of meeting %d is withdrawn: %w", part, meeting, council.ErrNotFound)
	}
	return k, err
}

// PaperPages is a paper of the desk by itself, whose pages are counted from 1.
func (r *Register) PaperPages(ctx context.Context, v audience.Viewer, number int) (p PaperPages, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err := get[Paper](ctx, t, number)
		if err != nil {
			return err
		}
		p = PaperPages{Document: number, Title: k.Content.Title, From: "1", Closed: !k.Content.Ground.IsOpen()}
		p.Text, err = k.Content.pages(t.viewer)
		return err
	})
	return p, err
}

// AnyPages is a paper that the viewer may read, published or of the desk, whose pages are counted from 1;
// ErrNotFound where there is none with pages.
func (r *Register) AnyPages(ctx context.Context, v audience.Viewer, document int) (p PaperPages, err error) {
	p = PaperPages{Document: document, From: "1"}
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error { return r.readPages(ctx, t, &p) })
	if err == nil && len(p.Text) == 0 {
		err = fmt.Errorf("paper %d: %w", document, council.ErrNotFound)
	}
	return p, err
}

// readPages reads a paper in a pack: as it is published where it is, and otherwise as the register has it for the
// viewer. What they may not see has a title, which is public, and no text.
func (r *Register) readPages(ctx context.Context, t *turn, p *PaperPages) error {
	e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindDocument, Number: p.Document})
	if err != nil && !council.IsNotFound(err) {
		return err
	}
	d, published := e.Content.(gazette.Document)
	p.Title, p.Text = d.Title, d.Text
	p.Closed = published && d.Openness != "" && d.Openness != council.Open
	if published && !p.Closed {
		return nil
	}
	k, err := get[Paper](ctx, t, p.Document)
	switch {
	case council.IsNotFound(err), err == nil && k.Content.Withdrawn:
		return nil
	case err != nil:
		return err
	}
	p.Title = k.Content.Title
	p.Text, err = k.Content.pages(t.viewer)
	return err
}

// pages is the text of a paper, page by page.
func (p Paper) pages(v audience.Viewer) ([]string, error) {
	text, err := p.Text.Open(v, p.Lock())
	if err != nil || text == "" {
		return nil, err
	}
	return strings.Split(text, "\f"), nil
}

// opensPaper says whether the viewer may read a paper, and how many pages it has.
func (r *Register) opensPaper(ctx context.Context, t *turn, document int) (pages int, err error) {
	p := PaperPages{Document: document}
	if err := r.readPages(ctx, t, &p); err != nil {
		return 0, err
	}
	if len(p.Text) == 0 {
		return 0, fmt.Errorf("paper %d: %w", document, council.ErrNotFound)
	}
	return len(p.Text), nil
}

// Found is a page on which words were found.
type Found struct {
	Document int
	Page     int    // of the paper, from 1
	Printed  string // as it is printed where the paper is read
	Text     string // what stands around the words, in one line
}

// mostFound is how many pages a search gives.
const mostFound = 100

// Search finds the pages of papers that have the words, whatever their case and accents, in order.
func Search(papers []PaperPages, words string) (list []Found) {
	wanted := strings.Join(strings.Fields(gazette.Fold(words)), " ")
	if wanted == "" {
		return nil
	}
	for _, p := range papers {
		for i, text := range p.Text {
			if around, ok := wordsIn(text, wanted); ok && len(list) < mostFound {
				list = append(list, Found{Document: p.Document, Page: i + 1, Printed: p.Printed(i + 1), Text: around})
			}
		}
	}
	return list
}

// wordsIn finds the first place of folded words in a text, with some words around it.
func wordsIn(text, wanted string) (around string, ok bool) {
	const before, after = 8, 12
	words := strings.Fields(text)
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = gazette.Fold(w)
	}
	at := strings.Index(strings.Join(folded, " "), wanted)
	if at < 0 {
		return "", false
	}
	n := 0
	i := slices.IndexFunc(folded, func(w string) bool { n += len(w) + 1; return n > at })
	return strings.Join(words[max(0, i-before):min(len(words), i+after)], " "), true
}
