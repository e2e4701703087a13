package markup

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"moothall/internal/paper/doc"
)

// top is the level that the highest heading gets, below that of the section that the text stands in.
const top = 2

// Read reads a text as typed. Lines that follow each other stay lines.
func Read(typed string) []doc.Block {
	var list []doc.Block
	for _, part := range parts(typed) {
		if part.rows != nil {
			list = append(list, table(part.rows))
		} else {
			list = append(list, prose(part.prose)...)
		}
	}
	return list
}

func prose(typed string) []doc.Block {
	r := reader{[]byte(typed)}
	return r.blocks(grammar().Parse(text.NewReader(r.source)))
}

// HTML is the text for a page on which headings begin at h3. Nothing in it runs or loads, whatever was
// typed: it is written from the model, which has no markup.
func HTML(typed, lang string) string {
	return doc.Document{Lang: lang, Blocks: Read(typed)}.HTML()
}

// grammar is what is read as markup. HTML, code, quotations and link definitions are not: somebody who
// types "<5%" or begins a line with four spaces means just that.
func grammar() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500)))
}

// reader turns the parsed text into the model.
type reader struct{ source []byte }

func (r reader) blocks(parent ast.Node) []doc.Block {
	var list []doc.Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			list = append(list, doc.Heading{Level: min(n.Level-1+top, 6), Spans: r.spans(n)})
		case *ast.List:
			list = append(list, r.list(n))
		case *ast.CodeBlock: // lines that are typed far in are only that
			list = append(list, doc.Para(strings.TrimSpace(string(n.Lines().Value(r.source)))))
		default:
			list = append(list, limbs(r.spans(n)))
		}
	}
	return list
}

func (r reader) list(n *ast.List) doc.List {
	var l doc.List
	if n.IsOrdered() {
		l.Numbering, l.Start = doc.Decimal, n.Start
	}
	for i := n.FirstChild(); i != nil; i = i.NextSibling() {
		item := doc.Item{Blocks: r.blocks(i)}
		if n.Marker == ')' { // people cite "2)", so that it stays that
			item.Label = strconv.Itoa(n.Start+len(l.Items)) + ")"
		}
		l.Items = append(l.Items, item)
	}
	return l
}

// spans are the words in a block.
func (r reader) spans(n ast.Node) []doc.Span {
	var list []doc.Span
	r.walk(n, doc.Span{}, &list)
	return list
}

func (r reader) walk(parent ast.Node, look doc.Span, list *[]doc.Span) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		inner := look
		switch n := n.(type) {
		case *ast.Text:
			words := string(util.UnescapePunctuations(n.Segment.Value(r.source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				words = strings.TrimRight(words, " ") + "\n"
			}
			add(list, look, words)
			continue
		case *ast.String:
			add(list, look, string(n.Value))
			continue
		case *ast.AutoLink:
			inner.Link = string(n.URL(r.source))
			add(list, inner, string(n.Label(r.source)))
			continue
		case *ast.Emphasis:
			inner.Bold, inner.Italic = look.Bold || n.Level == 2, look.Italic || n.Level == 1
		case *ast.Link:
			inner.Link = string(n.Destination)
		case *ast.Image:
			inner.Link = string(n.Destination)
		}
		r.walk(n, inner, list)
	}
}

// add adds words, joined to those before where they look the same.
func add(list *[]doc.Span, look doc.Span, words string) {
	look.Text = words
	if n := len(*list); n > 0 {
		last := (*list)[n-1]
		last.Text = words
		if last == look {
			(*list)[n-1].Text += words
			return
		}
	}
	*list = append(*list, look)
}
