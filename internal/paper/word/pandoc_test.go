package word_test

import (
	"bytes"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/word"
)

// pandoc has pandoc read from one form into another.
func pandoc(t *testing.T, in []byte, from, to string, more ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("pandoc is not installed (Debian: pandoc)")
	}
	cmd := exec.CommandContext(t.Context(), "pandoc", append([]string{"-f", from, "-t", to, "-o", "-"}, more...)...)
	cmd.Stdin = bytes.NewReader(in)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("pandoc: %v: %s", err, said.String())
	}
	return out.Bytes()
}

// bones are what HTML says without how it says it: headings with their levels, items with their
// numbers, cells with what they are, text with its links and emphasis; notes last.
type bones struct {
	lines []string
	shift int // what to add to the level of a heading
}

func bonesOf(t *testing.T, page string, shift int) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	b := &bones{shift: shift}
	b.walk(root)
	var out []string
	for _, l := range b.lines {
		if l = emphasis.Replace(strings.Join(strings.Fields(l), " ")); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// emphasis puts bold before italic, since either may stand within the other.
var emphasis = strings.NewReplacer("*em*strong", "*strong*em")

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// open begins a new line.
func (b *bones) open(s string) { b.lines = append(b.lines, s+" ") }

func (b *bones) say(s string) {
	if len(b.lines) == 0 {
		b.open("")
	}
	b.lines[len(b.lines)-1] += s
}

func (b *bones) walk(n *html.Node) {
	if n.Type == html.TextNode {
		b.say(n.Data)
		return
	}
	href := attribute(n, "href")
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		level, _ := strconv.Atoi(n.Data[1:])
		b.open("h" + strconv.Itoa(level+b.shift))
	case "p":
		if n.Parent.Data != "li" && n.Parent.Data != "td" {
			b.open("p")
		} else if n.PrevSibling != nil {
			b.say(" ")
		}
	case "td", "th":
		b.open(n.Data + attribute(n, "colspan") + "/" + attribute(n, "rowspan"))
	case "caption", "tr":
		b.open(n.Data)
	case "ol", "ul":
		b.list(n)
		return
	case "span":
		if attribute(n, "class") == "moot-labels__label" {
			return
		}
	case "a":
		switch {
		case strings.HasPrefix(href, "#fnref"), strings.HasPrefix(href, "#noteref"):
			return
		case !strings.HasPrefix(href, "#"):
			b.say("<" + href + ">")
		}
	case "br":
		b.say(" ")
	case "strong", "em":
		b.say("*" + n.Data)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		b.walk(k)
	}
}

func (b *bones) list(n *html.Node) {
	start, _ := strconv.Atoi(attribute(n, "start"))
	kind := doc.Numbering(attribute(n, "type"))
	if kind == "" {
		kind = doc.Decimal
	}
	place := max(start, 1)
	for li := n.FirstChild; li != nil; li = li.NextSibling {
		if li.Type != html.ElementNode {
			continue
		}
		number := strings.TrimSuffix(kind.Label(place), ".")
		if n.Data == "ul" {
			number = "•"
		}
		if attribute(n, "class") == "moot-labels" {
			number = strings.Trim(li.FirstChild.FirstChild.Data, ".()")
		}
		b.open("li " + number)
		for k := li.FirstChild; k != nil; k = k.NextSibling {
			b.walk(k)
		}
		place++
	}
	b.open("") // what comes after is no part of the last item
}

const markdown = `
# Purpose of the report

The **Cabinet** is *asked* to [recommend](https://example.org/?a=1&b=2) the plan.^[A note with a [link](https://example.org/n).]

## Priorities

1. First
    a. in the centre
    b. in parks
        i. by day
        ii. by night
2. Second
3. Third

A paragraph with non‑breaking hyphens, “quotes” and Gŵyl y dref; ***all of it***.^[Another.]

(1) That it be approved
(2) That it be noted

iv) four
v) five

- dot
    - inner
    - inner two
- dot two

### Money

| Ward | Grant |
|------|------:|
| North, *early* | £5 |
| South | £6^[Third.] |

: What it costs

> A quotation.

C.  third
D.  fourth
`

func TestReadAsPandocDoes(t *testing.T) {
	t.Parallel()
	paper := pandoc(t, []byte(markdown), "markdown", "docx", "--metadata", "lang=en-GB")
	p, err := read(paper)
	if err != nil {
		t.Fatal(err)
	}
	theirs := bonesOf(t, string(pandoc(t, paper, "docx", "html", "--wrap=none")), 0)
	ours := bonesOf(t, p.HTML(), -1)
	if len(theirs) < 30 {
		t.Fatalf("pandoc reads only %q", theirs)
	}
	// Pandoc gives the caption twice: as a paragraph too.
	if diff := cmp.Diff(without(theirs, "p What it costs"), ours); diff != "" {
		t.Errorf("(-pandoc +ours):\n%s", diff)
	}
}

func without(lines []string, one string) (out []string) {
	for _, l := range lines {
		if l != one {
			out = append(out, l)
		}
	}
	return out
}

func TestPandocReadsWhatIsWritten(t *testing.T) {
	t.Parallel()
	d := minutes()
	var blocks []doc.Block
	for _, b := range d.Blocks {
		// Pandoc has no labels but those that count, and no items of several paragraphs.
		if l, ok := b.(doc.List); ok && l.Items[0].Label != "" {
			b = doc.List{Numbering: doc.Decimal, Start: 3, Items: []doc.Item{doc.Labelled("6(3)", "third"),
				{Label: "6(4)", Blocks: []doc.Block{doc.Para("fourth"), doc.List{Numbering: doc.LowerAlpha, Items: []doc.Item{doc.Labelled("(a)", "in June"), doc.Labelled("(b)", "in July")}}}}}}
		}
		blocks = append(blocks, b)
	}
	d.Blocks = blocks
	written, err := word.Write(d)
	if err != nil {
		t.Fatal(err)
	}
	theirs := strings.Join(bonesOf(t, string(pandoc(t, written, "docx", "html", "--wrap=none")), 0), "\n")
	ours := strings.Join(bonesOf(t, d.HTML(), -1), "\n")
	for _, same := range [][2]string{
		{"li 6(3", "li 3"}, {"li 6(4", "li 4"}, // pandoc knows the number alone
		{"caption Grants", "p Grants"}, // and captions only where it has made them
	} {
		ours = strings.ReplaceAll(ours, same[0], same[1])
	}
	ours, theirs = cells.Replace(ours), cells.Replace(theirs)
	if diff := cmp.Diff(strings.Split(theirs, "\n"), strings.Split(ours, "\n")); diff != "" {
		t.Errorf("(-pandoc +ours):\n%s", diff)
	}
}

// cells makes heads of rows and empty heads plain cells: pandoc knows heads of columns alone.
var cells = strings.NewReplacer("\nth/2 North", "\ntd/2 North", "\nth/ South", "\ntd/ South", "\nth/ East", "\ntd/ East", "\ntd/\nth/ £", "\nth/\nth/ £")
