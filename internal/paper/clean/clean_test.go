package clean_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/paper/clean"
	"moothall/internal/paper/doc"
)

func TestWhatTheModelWritesIsReadBack(t *testing.T) {
	t.Parallel()
	blocks := []doc.Block{
		doc.Head(2, "What is asked"),
		doc.Paragraph{Spans: []doc.Span{{Text: "To agree "}, {Text: "all", Bold: true}, {Text: " of "}, {Text: "the plan", Link: "https://example.org/plan"}, {Text: "."}}},
		doc.List{Numbering: doc.LowerAlpha, Items: doc.Items("first", "second")},
		doc.List{Items: []doc.Item{{Blocks: []doc.Block{doc.Para("outer"), doc.List{Items: doc.Items("inner")}}}}},
		doc.Table{Caption: "Costs", Head: []doc.Row{doc.Cells("Year", "Sum")}, Body: []doc.Row{doc.Cells("2018", "£5")}, RowHeads: true},
		doc.Paragraph{Spans: doc.Plain("Gŵyl y dref"), Lang: "cy"},
	}
	written := doc.Document{Lang: "en-GB", Blocks: blocks}.HTML()
	again := doc.Document{Lang: "en-GB", Blocks: clean.Read(written, -1)}.HTML()
	if diff := cmp.Diff(again, written); diff != "" {
		t.Error(diff)
	}
}

func TestNoWordOfAPageIsLeftOut(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"words <b>alone</b>": "words alone",
		"<div lang=\"cy\"><h2>Teitl</h2><p>Un<br>dau</p></div>": "Teitl\nUn\ndau",
		"<p>one</p>two<p>three</p>":                             "one\ntwo\nthree",
		"<blockquote><p>said</p></blockquote>":                  "said",
		"<table><tr><td><p>a</p><p>b</p></td></tr></table>":     "a b",
		"<p>  spaced \n out </p>":                               "spaced out",
	} {
		got := strings.Join(strings.Fields(doc.Document{Blocks: clean.Read(in, 0)}.Text()), " ")
		if got != strings.Join(strings.Fields(want), " ") {
			t.Errorf("%s is read as %q", in, got)
		}
	}
}
