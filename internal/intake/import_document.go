package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// standing is a document that the item already has.
type standing struct {
	number int
	doc    gazette.Document
	gone   bool // taken down
	used   bool
}

// documents are the numbers of the item's documents: those that the page names, in its order, then
// those that it does not name and that did not come from a page, or from one in the other language.
func (im *importer) documents(ctx context.Context, before []int, c *consideration) ([]int, error) {
	known := make([]*standing, 0, len(before))
	for _, n := range before {
		d, _, gone, err := latest[gazette.Document](ctx, im, gazette.Subject{Kind: gazette.KindDocument, Number: n})
		if err != nil {
			return nil, err
		}
		known = append(known, &standing{number: n, doc: d, gone: gone})
	}
	var numbers []int
	for _, saved := range c.Item.Documents {
		n, err := im.document(ctx, saved, known, numbers)
		if err != nil {
			return nil, err
		}
		if n != 0 && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	for _, k := range known {
		if !k.used && (k.gone || k.doc.Source == nil || im.said(k.doc.Title) == "") && !slices.Contains(numbers, k.number) {
			numbers = append(numbers, k.number)
		}
	}
	if im.page.Language == council.Welsh { // the English page's order stays
		slices.SortStableFunc(numbers, func(a, b int) int { return placeIn(before, a) - placeIn(before, b) })
	}
	return numbers, nil
}

// placeIn is where a number stands in a list, the end where it does not.
func placeIn(list []int, n int) int {
	if at := slices.Index(list, n); at >= 0 {
		return at
	}
	return len(list)
}

// document is the number of one document of the page: one of the item's, else one on the record, else
// a new one. It is 0 for what was taken down from the item, which must not come back by import.
func (im *importer) document(ctx context.Context, saved SavedDocument, known []*standing, taken []int) (int, error) {
	if k := im.match(known, saved); k != nil {
		k.used = true
		return k.number, im.updateDocument(ctx, k, saved)
	}
	found, err := im.act.FindDocuments(ctx, saved.Title, saved.Size)
	if err != nil {
		return 0, err
	}
	for _, n := range found {
		if saved.Size > 0 && !slices.Contains(taken, n) {
			return n, im.reportOnce(ctx, n, saved)
		}
	}
	for _, k := range known {
		if k.gone && !k.used {
			k.used = true
			im.leaveOut(saved.Line, fmt.Sprintf("a document of this item was taken down from the record; left out: “%s”", saved.Title))
			return k.number, nil
		}
	}
	n, err := im.number(ctx, gazette.KindDocument, saved.Number)
	if err != nil {
		return 0, err
	}
	return n, im.publish(ctx, gazette.Subject{Kind: gazette.KindDocument, Number: n}, im.newDocument(saved))
}

// reportOnce counts a document of another item, and makes it a report where it stands beside this item's
// title as its report, whatever it was taken for where it only accompanied.
func (im *importer) reportOnce(ctx context.Context, n int, saved SavedDocument) error {
	s := gazette.Subject{Kind: gazette.KindDocument, Number: n}
	d, _, gone, err := latest[gazette.Document](ctx, im, s)
	if err != nil || gone {
		return err
	}
	if d.Source != nil && !saved.Additional {
		d.Kind = council.Report
	}
	return im.publish(ctx, s, d)
}

// match is the item's document that the page means: known by title and size, else by the page's own
// number for it, else by the title alone where no file is held: then the page was corrected. One that
// has a title in the other language alone is the same where the size and the place on the page are.
func (im *importer) match(known []*standing, saved SavedDocument) *standing {
	titled := func(k *standing) bool { return k.doc.Title.En == saved.Title || k.doc.Title.Cy == saved.Title }
	rules := []func(*standing) bool{
		func(k *standing) bool { return titled(k) && sameSize(k.doc, saved.Size) },
		func(k *standing) bool { return saved.Number != 0 && k.number == saved.Number },
		func(k *standing) bool { return titled(k) && k.doc.File == nil },
		func(k *standing) bool {
			return im.said(k.doc.Title) == "" && saved.Number == 0 && saved.Size > 0 && sameSize(k.doc, saved.Size) && k.doc.Kind == documentKind(saved)
		},
	}
	for _, rule := range rules {
		for _, k := range known {
			if !k.used && !k.gone && rule(k) {
				return k
			}
		}
	}
	return nil
}

// sameSize says whether a document has the size that the page gives, as precise as that is.
func sameSize(d gazette.Document, size int64) bool {
	held := d.Size
	if d.File != nil {
		held = d.File.Size
	}
	precision := int64(1 << 10)
	if size > 0 && size%(1<<20) == 0 {
		precision = 1 << 20
	}
	return held == size || d.File != nil && held > size-precision && held < size+precision
}

// updateDocument publishes what a corrected page says of a document whose file is not held.
func (im *importer) updateDocument(ctx context.Context, k *standing, saved SavedDocument) error {
	d := k.doc
	if d.Source != nil && d.File == nil {
		if d.Title.En != saved.Title && d.Title.Cy != saved.Title {
			d.Title = im.say(d.Title, saved.Title)
		}
		d.Size = saved.Size
		if saved.Type != "" {
			d.Type = saved.Type
		}
	}
	return im.publish(ctx, gazette.Subject{Kind: gazette.KindDocument, Number: k.number}, d)
}

func (im *importer) newDocument(saved SavedDocument) gazette.Document {
	d := gazette.Document{Kind: documentKind(saved), Title: im.say(council.Text{}, saved.Title), Size: saved.Size, Type: saved.Type}
	if saved.Restricted {
		d.Openness = council.Exempt
	}
	return d
}

// documentKind judges by place and title what a document is.
func documentKind(saved SavedDocument) council.DocumentKind {
	if !saved.Additional {
		return council.Report
	}
	title := strings.ToLower(saved.Title)
	for _, k := range []struct {
		word string
		kind council.DocumentKind
	}{
		{"appendi", council.Appendix}, {"annex", council.Appendix}, {"enclosure", council.Appendix}, {"background", council.Background},
		{"presentation", council.Presentation}, {"slides", council.Presentation}, {"supplement", council.SupplementDoc},
		{"addendum", council.SupplementDoc}, {"decision notice", council.DecisionNotice}, {"minutes", council.MinutesDoc}, {"report", council.Report},
	} {
		if strings.Contains(title, k.word) {
			return k.kind
		}
	}
	return council.Appendix
}
