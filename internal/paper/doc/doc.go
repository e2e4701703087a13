// Package doc is the model of a written document: headings, paragraphs, lists, tables, notes, in
// order and without any look. A Word paper is read into it, a PDF is printed from it, and both are
// shown to people as the HTML it writes.
//
// It must never hold markup of any kind: every string in it is plain text, escaped by whatever
// writes it out.
package doc

import "time"

// Document is a written document.
type Document struct {
	Title  string
	Lang   string    // IETF tag of its language, "en-GB" or "cy"; empty where not known
	Date   time.Time // when it was made; zero where not known
	Footer string    // printed at the foot of every page
	Blocks []Block
	Notes  []Note // footnotes, numbered from 1 in this order
	Inner  bool   // printed as part of something longer, which numbers the pages
}

// Note is the text of a footnote.
type Note []Block

// Block is a Heading, a Paragraph, a List or a Table.
type Block interface{ block() }

// Heading opens a part of the document.
type Heading struct {
	Level int // 1 is the highest, 6 the lowest
	Spans []Span
	Lang  string // where it differs from the document's
}

// Paragraph is running text.
type Paragraph struct {
	Spans []Span
	Lang  string // where it differs from the document's
}

// Numbering is how a list counts.
type Numbering string

// Kinds of numbering. The zero Numbering is a bulleted list.
const (
	Bulleted   Numbering = ""
	Decimal    Numbering = "1"
	LowerAlpha Numbering = "a"
	UpperAlpha Numbering = "A"
	LowerRoman Numbering = "i"
	UpperRoman Numbering = "I"
)

// List is a list of items, each of which may hold paragraphs, further lists and tables.
type List struct {
	Numbering Numbering
	Start     int // number of the first item; 0 means 1
	Items     []Item
}

// Item is one item of a list.
type Item struct {
	// Label is what is printed before the item, "(1)" or "6(a)", where that is not what the list's
	// numbering makes of its place. People cite it, so it is never counted anew.
	Label  string
	Blocks []Block
}

// Table is a table of rows, the first of which are its heading.
type Table struct {
	Caption  string
	Head     []Row
	Body     []Row
	RowHeads bool // the first cell of each row of the body is the row's heading
}

// Row is a row of a table. Cells that a cell above or before reaches into are left out.
type Row []Cell

// Cell is a cell of a table.
type Cell struct {
	Blocks []Block
	Cols   int // columns it takes; 0 means 1
	Rows   int // rows it takes; 0 means 1
}

// most bounds how many columns or rows a cell takes, so that a number out of a broken paper cannot
// ask for a table without end.
const most = 1000

// Width is the number of columns the cell takes, 1 to 1000.
func (c Cell) Width() int { return min(max(c.Cols, 1), most) }

// Height is the number of rows the cell takes, 1 to 1000.
func (c Cell) Height() int { return min(max(c.Rows, 1), most) }

// Span is a stretch of text of one look. A newline in it breaks the line.
type Span struct {
	Text   string
	Bold   bool
	Italic bool
	Link   string // address, where the text is a link; in print also "#name", a place that whoever joins documents knows
	Lang   string // where it differs from its block's
	Note   int    // number of the footnote referred to after the text; 0 is none
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}

// Plain is text without any look.
func Plain(text string) []Span { return []Span{{Text: text}} }

// Head is a heading of plain text.
func Head(level int, text string) Heading { return Heading{Level: level, Spans: Plain(text)} }

// Para is a paragraph of plain text.
func Para(text string) Paragraph { return Paragraph{Spans: Plain(text)} }

// Items are items of one paragraph of plain text each.
func Items(texts ...string) []Item {
	items := make([]Item, len(texts))
	for i, t := range texts {
		items[i] = Item{Blocks: []Block{Para(t)}}
	}
	return items
}

// Labelled is an item of one paragraph of plain text with the label it is printed with.
func Labelled(label, text string) Item { return Item{Label: label, Blocks: []Block{Para(text)}} }

// Cells are a row of plain text.
func Cells(texts ...string) Row {
	row := make(Row, len(texts))
	for i, t := range texts {
		row[i] = Cell{Blocks: []Block{Para(t)}}
	}
	return row
}
