package markup_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/markup"
)

// edited is what the editor makes of a text.
type edited struct {
	Text   string
	Blocks []struct {
		Typed string // of what stays as it was typed
		Kind  string
		Level int
		Words []look
	}
}

type look struct {
	Text         string
	Bold, Italic bool
	Link         string
}

// TestTheEditorHoldsWhatIsTyped holds that the editor of minutes gives every text again as it was, and that it shows as
// bold, as a heading or as a list what the server reads so.
func TestTheEditorHoldsWhatIsTyped(t *testing.T) {
	t.Parallel()
	texts := append(corpora(t), randomTexts(4000)...)
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.CommandContext(t.Context(), "node", "../../../web/typed_check.mjs")
	node.Stdin, node.Stderr = bytes.NewReader(input), os.Stderr
	out, err := node.Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []edited
	if err := json.Unmarshal(out, &list); err != nil || len(list) != len(texts) {
		t.Fatalf("%d texts, %d answers: %v", len(texts), len(list), err)
	}
	wrong, held := 0, 0
	for i, got := range list {
		if got.Text != texts[i] {
			wrong++
			t.Errorf("%q is given again as %q", texts[i], got.Text)
		}
		var shown strings.Builder
		within := false // something goes on with a list above, and cannot be read without it
		for _, b := range got.Blocks {
			if within = within || strings.TrimLeft(b.Typed, " \t") != b.Typed; b.Typed != "" {
				shown.WriteString(flat(markup.Read(b.Typed)))
				continue
			}
			held++
			shown.WriteString(kindOf(b.Kind, b.Level))
			shown.WriteString(looks(b.Words))
		}
		if want := flat(markup.Read(texts[i])); !within && joined(shown.String()) != joined(want) {
			wrong++
			t.Errorf("%q is shown as\n%s\nand read as\n%s", texts[i], joined(shown.String()), joined(want))
		}
		if wrong > 10 {
			t.Fatal("and so on")
		}
	}
	if held < len(texts)/2 {
		t.Errorf("of %d texts the editor holds only %d blocks", len(texts), held)
	}
}

// corpora are the texts of minutes that their reader is tested with.
func corpora(t *testing.T) (texts []string) {
	t.Helper()
	files, err := filepath.Glob("../../minutes/testdata/corpus/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(content))
		texts = append(texts, strings.Split(string(content), "\n\n")...)
	}
	return texts
}

// randomTexts are put together from what means something in the markup; the same each time.
func randomTexts(n int) (texts []string) {
	pieces := []string{"\n", "\n", "\n\n", "\n\n\n", "- ", "* ", "1. ", "2. ", "(1) ", "a) ", "# ", "## ", "**", "*", "***", "[a](https://a.example/b)", "](", "[", "| ", " | ", "\t", "  ", "    ",
		"word", "Two words", "RESOLVED –", "_", "__", "\\", "<b>", "<https://a.example>", "&amp;", "é", "!", ".", " ", " ", "---", "5 * 3", "> ", "`x`"}
	r := rand.New(rand.NewPCG(1, 2))
	for range n {
		var b strings.Builder
		for range 1 + r.IntN(14) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		if strings.TrimSpace(b.String()) != "" { // the server trims what is typed
			texts = append(texts, b.String())
		}
	}
	return texts
}

func kindOf(kind string, level int) string {
	switch kind {
	case "heading":
		return "#" + strings.Repeat("#", min(level, 5)) + " "
	case "table":
		return "| "
	case "bulletList", "orderedList":
		return "⊢ "
	}
	return "¶ "
}

// looks are words, each with how it looks.
func looks(list []look) string {
	var b strings.Builder
	for _, l := range list {
		for _, word := range strings.Fields(l.Text) {
			if l.Bold {
				b.WriteByte('B')
			}
			if l.Italic {
				b.WriteByte('I')
			}
			if l.Link != "" {
				b.WriteString("L(" + l.Link + ")")
			}
			b.WriteString("·" + word + " ")
		}
	}
	return b.String()
}

// flat is what the server reads, block by block.
func flat(blocks []doc.Block) string {
	var b strings.Builder
	for _, one := range blocks {
		switch one := one.(type) {
		case doc.Heading:
			b.WriteString(kindOf("heading", one.Level-1))
			b.WriteString(spans(one.Spans))
		case doc.List:
			if len(one.Items) > 0 && one.Items[0].Label != "" && !strings.HasSuffix(one.Items[0].Label, ")") || labelled(one) {
				b.WriteString("¶ ")
			} else {
				b.WriteString("⊢ ")
			}
			b.WriteString(inner(one))
		case doc.Table:
			b.WriteString("| ")
			for _, row := range append(one.Head[:len(one.Head):len(one.Head)], one.Body...) {
				for _, cell := range row {
					for _, within := range cell.Blocks {
						b.WriteString(inner(within))
					}
				}
			}
		case doc.Paragraph:
			b.WriteString("¶ " + spans(one.Spans))
		}
	}
	return b.String()
}

// labelled says whether a list is lines that begin with labels, which the editor shows as lines.
func labelled(l doc.List) bool {
	return len(l.Items) > 0 && l.Numbering == "" && l.Items[0].Label != ""
}

func inner(block doc.Block) string {
	switch one := block.(type) {
	case doc.Paragraph:
		return spans(one.Spans)
	case doc.Heading:
		return spans(one.Spans)
	case doc.List:
		var b strings.Builder
		for _, it := range one.Items {
			if labelled(one) {
				b.WriteString("·" + it.Label + " ")
			}
			for _, within := range it.Blocks {
				b.WriteString(inner(within))
			}
		}
		return b.String()
	}
	return ""
}

func spans(list []doc.Span) string {
	var all []look
	for _, s := range list {
		all = append(all, look{s.Text, s.Bold, s.Italic, s.Link})
	}
	return looks(all)
}

// joined makes one list of several in a row, which the markup does too, across empty lines.
func joined(s string) string {
	for _, kind := range []string{"⊢ ", "¶ "} {
		s = strings.ReplaceAll(s, kind, " "+kind)
	}
	var kept []string
	last := ""
	for _, word := range strings.Fields(s) {
		if word == "⊢" && last == "⊢" {
			continue
		}
		if !strings.Contains(word, "·") {
			last = word
		}
		kept = append(kept, word)
	}
	return strings.Join(kept, " ")
}
