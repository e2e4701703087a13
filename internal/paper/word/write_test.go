package word_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/word"
)

// minutes have one of everything that Word can hold.
func minutes() doc.Document {
	return doc.Document{
		Title: "Cabinet & Council: minutes <draft>", Lang: "en-GB",
		Date: time.Date(2018, 3, 13, 18, 0, 0, 0, time.UTC),
		Blocks: []doc.Block{
			doc.Head(1, "Minutes"),
			doc.Heading{Level: 2, Spans: doc.Plain("Cofnodion"), Lang: "cy"},
			doc.Paragraph{Spans: []doc.Span{
				{Text: "The "}, {Text: "Chair", Bold: true}, {Text: " read "}, {Text: "aloud", Italic: true, Bold: true}, {Note: 1}, {Text: " from\nthe\tplan, "},
				{Text: "online", Link: "https://example.org/?a=1&b=2"}, {Text: ", of the "}, {Text: "Cynllun Strategol", Lang: "cy"}, {Text: " for 2 < 3."}, {Note: 2},
			}},
			doc.Paragraph{Spans: doc.Plain("Mae'r cofnodion ar gael yn Gymraeg."), Lang: "cy"},
			doc.List{Numbering: doc.Decimal, Items: []doc.Item{
				doc.Labelled("(1)", "That the plan be approved;"),
				{Label: "(2)", Blocks: []doc.Block{doc.Para("That officers report back"),
					doc.List{Numbering: doc.LowerAlpha, Items: []doc.Item{doc.Labelled("(a)", "in June"), doc.Labelled("(b)", "in July"), doc.Labelled("(ba)", "late")}},
					doc.Para("and in any case by the end of the year;")}},
				doc.Labelled("(3)", "That it be noted."),
			}},
			doc.List{Numbering: doc.Decimal, Items: []doc.Item{doc.Labelled("1.(iv)", "Petition"), doc.Labelled("6(a)", "Report"), doc.Labelled("6(b)", "Appendix"), doc.Labelled("Ff 12", "50%1 of it")}},
			doc.List{Numbering: doc.UpperRoman, Start: 4, Items: doc.Items("four", "five")},
			doc.List{Numbering: doc.UpperAlpha, Start: 27, Items: doc.Items("AA", "BB")},
			doc.List{Items: doc.Items("a point", "another")},
			doc.List{Items: doc.Items("a list by itself")},
			doc.Table{Caption: "Grants by ward", RowHeads: true,
				Head: []doc.Row{doc.Cells("Ward", "2018", "2019"), doc.Cells("", "£", "£")},
				Body: []doc.Row{
					{{Blocks: []doc.Block{doc.Para("North")}, Rows: 2}, {Blocks: []doc.Block{doc.Para("to be agreed")}, Cols: 2}},
					doc.Cells("5", "6"),
					{{Blocks: []doc.Block{doc.Para("South")}}, {Blocks: []doc.Block{doc.Para("5"), doc.List{Items: doc.Items("of which", "two")}}, Rows: 2, Cols: 2}},
					doc.Cells("East"),
				}},
			doc.Table{Body: []doc.Row{doc.Cells("a", "b"), doc.Cells("c", "d")}},
			doc.Para("End"),
		},
		Notes: []doc.Note{{doc.Paragraph{Spans: []doc.Span{{Text: "See "}, {Text: "the plan", Link: "https://example.org/plan"}}}}, {doc.Para("And more."), doc.Para("Much more.")}},
	}
}

// plain makes equal what means the same: an empty cell with an empty paragraph in it, and a count
// of one that is not said.
func plain(d doc.Document) doc.Document {
	var blocks func([]doc.Block) []doc.Block
	rows := func(in []doc.Row) (out []doc.Row) {
		for _, r := range in {
			row := doc.Row{}
			for _, c := range r {
				row = append(row, doc.Cell{Blocks: blocks(c.Blocks), Cols: c.Width(), Rows: c.Height()})
			}
			out = append(out, row)
		}
		return out
	}
	blocks = func(in []doc.Block) (out []doc.Block) {
		for _, b := range in {
			switch b := b.(type) {
			case doc.Paragraph:
				if doc.PlainText(b.Spans) != "" {
					out = append(out, b)
				}
			case doc.List:
				l := b
				l.Start, l.Items = max(b.Start, 1), nil
				for i, item := range b.Items {
					l.Items = append(l.Items, doc.Item{Label: b.Label(i), Blocks: blocks(item.Blocks)})
				}
				out = append(out, l)
			case doc.Table:
				b.Head, b.Body = rows(b.Head), rows(b.Body)
				out = append(out, b)
			default:
				out = append(out, b)
			}
		}
		return out
	}
	d.Blocks, d.Footer = blocks(d.Blocks), ""
	return d
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	t.Parallel()
	written, err := word.Write(minutes())
	if err != nil {
		t.Fatal(err)
	}
	p, err := read(written)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plain(minutes()), plain(p.Document)); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	again, err := word.Write(minutes())
	if err != nil || !bytes.Equal(written, again) {
		t.Errorf("written again it differs (%v)", err)
	}
}

func TestWriteLosesNoWord(t *testing.T) {
	t.Parallel()
	deep := []doc.Block{doc.Para("at the bottom")}
	for range 12 {
		deep = []doc.Block{doc.List{Numbering: doc.LowerRoman, Items: []doc.Item{{Blocks: deep}}}}
	}
	d := doc.Document{Title: "Awkward", Lang: "en", Footer: "foot",
		Blocks: append(deep, doc.List{Items: []doc.Item{{}, {Blocks: []doc.Block{doc.Table{Body: []doc.Row{doc.Cells("in an item")}}}}}},
			doc.Table{Caption: "of nothing"}, doc.Heading{Level: 9, Spans: doc.Plain("nine")}, doc.Para("null\x00and bell\a"),
			doc.Table{Body: []doc.Row{{{Blocks: []doc.Block{doc.Table{Body: []doc.Row{doc.Cells("within")}}}}}}}),
		Notes: []doc.Note{{doc.Para("nobody refers to it")}},
	}
	written, err := word.Write(d)
	if err != nil {
		t.Fatal(err)
	}
	p, err := read(written)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"at the bottom", "in an item", "of nothing", "nine", "nulland bell", "within", "nobody refers to it"} {
		if !strings.Contains(p.Text(), s) {
			t.Errorf("%q is missing from\n%s", s, p.Text())
		}
	}
}

func TestWriteNeedsATitleAndALanguage(t *testing.T) {
	t.Parallel()
	for _, d := range []doc.Document{{Lang: "en"}, {Title: "Plan"}} {
		if _, err := word.Write(d); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("Write(%+v) = %v, want not valid", d, err)
		}
	}
}
