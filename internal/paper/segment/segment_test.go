package segment_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/segment"
)

// printed is a tagged paper with a table, a note and a link.
func printed(t testing.TB) []byte {
	t.Helper()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	p, err := press.Print(doc.Document{Title: "Budget", Lang: "en-GB", Blocks: []doc.Block{
		doc.Head(1, "Budget"),
		doc.Paragraph{Spans: []doc.Span{{Text: "See", Link: "https://example.org/"}, {Note: 1}}},
		doc.Table{Head: []doc.Row{doc.Cells("Year")}, Body: []doc.Row{doc.Cells("2018")}},
	}, Notes: []doc.Note{{doc.Para("A note")}}})
	if err != nil {
		t.Fatal(err)
	}
	return p.PDF
}

// handmade writes a PDF of these objects, of which the first is the catalogue.
func handmade(objects ...string) []byte {
	out := []byte("%PDF-1.4\n")
	var table string
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, table, len(objects)+1, len(out))
}

// objectsOf are a segment's objects that are not streams, unpacked, behind one another.
func objectsOf(t *testing.T, content []byte, o segment.Order) (segment.Index, string) {
	t.Helper()
	x, chunks, err := segment.Prepare(t.Context(), content, o)
	if err != nil {
		t.Fatal(err)
	}
	return x, segment.Unpacked(t, bytes.Join(chunks, nil), x)
}

const tagged = "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R/MarkInfo<</Marked true>>>>"

func taggedPaper(root string, more ...string) []byte {
	return handmade(append([]string{tagged,
		"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
		"<</Type/Page/Parent 2 0 R/Contents 5 0 R/StructParents 7>>",
		root,
		"<</Length 30>>stream\n/Chapter<</MCID 0>>BDC EMC     \nendstream",
	}, more...)...)
}

func TestRolesOfPapersCannotClash(t *testing.T) {
	t.Parallel()
	content := taggedPaper("<</Type/StructTreeRoot/K 6 0 R/ParentTree<</Nums[7[6 0 R]]>>/RoleMap<</Chapter/Section/Section/H1/Round/Trip/Trip/Round>>"+
		"/ClassMap<</Big 8 0 R>>/IDTree<</Names[(a)7 0 R]>>>>",
		"<</Type/StructElem/S/Chapter/P 4 0 R/Pg 3 0 R/C/Big/K[0 7 0 R]>>",
		"<</S/Round/P 6 0 R/ID(a)/A<</O/Table/Headers[(a)<62>]>>/C[/Big 0]>>",
		"<</O/Layout/SpaceBefore 3>>")
	x, said := objectsOf(t, content, segment.Order{First: 100, Key: 40})
	for _, want := range []string{
		"/S/H1/P ", "/C/0000100.Big", "/C[/0000100.Big 0]", "/Headers[<303030303130302e61><303030303130302e62>]", "/ID<303030303130302e61>",
		"/StructParents 47", "/Nums[47 [", "/Names[<303030303130302e61>",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the segment lacks %s:\n%s", want, said)
		}
	}
	if !strings.HasPrefix(x.Classes, "/0000100.Big ") || x.Keys != 8 || x.IDs == 0 || !x.Tagged {
		t.Errorf("the index is %+v", x)
	}
}

func TestASegmentKeepsToItsNumbers(t *testing.T) {
	t.Parallel()
	for _, first := range []int{segment.FirstFree, 5_000_000} {
		x, _, err := segment.Prepare(t.Context(), printed(t), segment.Order{First: first, Key: 9})
		if err != nil {
			t.Fatal(err)
		}
		if x.First != first || len(x.Rows) != 7*x.Count || x.Key != 9 || x.Keys < 1 || x.IDs == 0 || x.Parents == 0 || x.Outline.All != 1 || x.Lang != "en-GB" || x.Title != "Budget" || x.Mended {
			t.Errorf("the index is %+v", x)
		}
		for _, n := range []int{x.Node, x.Part, x.IDs, x.Parents, x.Outline.Item, x.Outline.First, x.Pages[0].Object, x.Pages[0].Stamp} {
			if n < first || n >= first+x.Count {
				t.Errorf("number %d lies outside %d and the %d from it", n, first, x.Count)
			}
		}
	}
}

func TestAPageTreeThatGoesRoundEnds(t *testing.T) {
	t.Parallel()
	x, _, err := segment.Prepare(t.Context(), handmade("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[2 0 R 3 0 R 2 0 R 3 0 R 9 0 R null]>>", "<</Type/Page/Parent 2 0 R>>"),
		segment.Order{First: segment.FirstFree})
	if err != nil || len(x.Pages) != 1 || x.Pages[0].Box != [4]float32{0, 0, 595.28, 841.89} {
		t.Errorf("%d pages (%v): %+v", len(x.Pages), err, x.Pages)
	}
}

// FuzzPrepare holds that no paper breaks our own reader, and that a segment's index agrees with its
// data. What the reader refuses goes to pdfcpu, which the worker's limits hold.
func FuzzPrepare(f *testing.F) {
	f.Add(printed(f))
	f.Add(taggedPaper("<</Type/StructTreeRoot/K 4 0 R/ParentTree<</Nums[7[6 0 R]]>>>>"))
	f.Add(handmade("<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R/Names<</Dests<</Names[(a)[3 0 R/Fit]]>>>>>>", "<</Kids[3 0 R]>>",
		"<</Type/Page/Rotate 90/CropBox[1 2 300 400]/Annots[<</Subtype/Link/Rect[1 2 30 40]/Dest(a)>>5 0 R]>>",
		"<</First 6 0 R>>", "<</Subtype/Widget/Rect[1 2 30 40]/AP<</N 7 0 R>>>>", "<</Title(\\376\\377\\000a)/Dest/a/Next 6 0 R>>",
		"<</Subtype/Form/BBox[0 0 1 1]/Length 1>>stream\nq\nendstream"))
	f.Fuzz(func(t *testing.T, content []byte) {
		x, chunks, err := segment.PrepareSound(t.Context(), content, segment.Order{First: 1000, Pages: 50})
		if err != nil {
			if !errors.Is(err, council.ErrInvalid) {
				t.Fatalf("%v is of no kind", err)
			}
			return
		}
		size := int64(0)
		for _, c := range chunks {
			size += int64(len(c))
		}
		if size != x.Bytes || len(x.Rows) != 7*x.Count || len(x.Pages) == 0 || len(x.Pages) > 50 {
			t.Fatalf("%d bytes, %d pages; the index says %+v", size, len(x.Pages), x)
		}
	})
}
