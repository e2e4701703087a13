package minutes

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// list is an open <ol> or <ul>.
type list struct {
	ordered bool
	style   string // 1, a, A, i or I
	next    int
	step    int
}

type htmlFlattener struct {
	flattener
	lists  []list
	items  []int // numbers of the list items that are open
	count  int
	hidden int   // depth of script and style
	tables []int // numbers of the tables that are open
	tabled int   // how many there were
}

// flatHTML takes an HTML fragment, as loosely written as it may be.
func flatHTML(src string) *flat {
	f := &htmlFlattener{flattener: flattener{flat: flat{src: src}}}
	f.grow(len(src))
	f.next.gap = true
	z := html.NewTokenizer(strings.NewReader(src))
	for at := 0; ; {
		kind := z.Next()
		raw := len(z.Raw())
		switch kind {
		case html.ErrorToken:
			return f.done()
		case html.TextToken:
			if f.hidden == 0 {
				f.putHTML(src[at:at+raw], at)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			f.start(z, at)
		case html.EndTagToken:
			name, _ := z.TagName()
			f.end(string(name), at)
		case html.CommentToken, html.DoctypeToken: // they hold nothing that a reader sees
		}
		at += raw
	}
}

// putHTML adds a run of text with its character references.
func (f *htmlFlattener) putHTML(s string, offset int) {
	for i := 0; i < len(s); {
		if s[i] == '&' {
			if text, n := reference(s[i:]); n > 0 {
				for _, r := range text {
					f.put(r, string(r), offset+i, offset+i+n)
				}
				i += n
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		f.put(r, s[i:i+n], offset+i, offset+i+n)
		i += n
	}
}

// reference is what the character reference at the start of s stands for, and its length; 0 for none.
func reference(s string) (string, int) {
	n := 1
	for n < len(s) && n < 32 && (alphanumeric(s[n]) || n == 1 && s[n] == '#') {
		n++
	}
	if n < len(s) && s[n] == ';' {
		if t := html.UnescapeString(s[:n+1]); t != s[:n+1] && !strings.HasSuffix(t, ";") {
			return t, n + 1
		}
	}
	// Old pages leave the semicolon out: the longest name that is still a reference.
	for ; n > 2; n-- {
		if t := html.UnescapeString(s[:n]); utf8.RuneCountInString(t) == 1 {
			return t, n
		}
	}
	return "", 0
}

func alphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func (f *htmlFlattener) start(z *html.Tokenizer, at int) {
	name, more := z.TagName()
	tag := string(name)
	switch tag {
	case "script", "style":
		f.hidden++
	case "br":
		f.endLine(at)
	case "ol", "ul":
		f.breakBlock(at)
		f.lists = append(f.lists, newList(tag, z, more))
		f.next.depth = len(f.lists)
	case "li":
		f.breakBlock(at)
		f.startItem(z, more)
	default:
		if isBlock(tag) {
			f.breakBlock(at)
			f.next.heading = heading(tag)
			if tag == "table" {
				f.tabled++
				f.inTables(append(f.tables, f.tabled))
			}
		}
	}
}

func (f *htmlFlattener) end(tag string, at int) {
	switch tag {
	case "script", "style":
		f.hidden = max(0, f.hidden-1)
	case "ol", "ul":
		f.breakBlock(at)
		if n := len(f.lists); n > 0 {
			f.lists = f.lists[:n-1]
		}
		f.leaveItems()
	case "li":
		f.breakBlock(at)
		f.next.item, f.next.label = false, ""
		if n := len(f.items); n > 0 {
			f.items = f.items[:n-1]
		}
		f.leaveItems()
	default:
		if isBlock(tag) {
			f.breakBlock(at)
			f.next.heading = false
			if tag == "table" {
				f.inTables(f.tables[:max(0, len(f.tables)-1)])
			}
		}
	}
}

// inTables sets which tables are open around the next line.
func (f *htmlFlattener) inTables(open []int) {
	f.tables, f.next.table = open, 0
	if n := len(open); n > 0 {
		f.next.table = open[n-1]
	}
}

// leaveItems sets what is around the next line after a list or an item has ended.
func (f *htmlFlattener) leaveItems() {
	f.next.depth = len(f.lists)
	if len(f.items) > len(f.lists) {
		f.items = f.items[:len(f.lists)]
	}
	f.next.li = 0
	if n := len(f.items); n > 0 {
		f.next.li = f.items[n-1]
	}
}

func (f *htmlFlattener) breakBlock(at int) {
	f.endLine(at)
	f.next.gap = true
}

func (f *htmlFlattener) startItem(z *html.Tokenizer, more bool) {
	if n := len(f.lists); len(f.items) >= n && len(f.items) > 0 {
		f.items = f.items[:max(0, n-1)] // the item before was not closed
	}
	f.count++
	f.items = append(f.items, f.count)
	f.next.li, f.next.item, f.next.label = f.count, true, ""
	n := len(f.lists)
	if n == 0 || !f.lists[n-1].ordered {
		return
	}
	l := &f.lists[n-1]
	if v, ok := number(attribute(z, more, "value")["value"]); ok {
		l.next = v
	}
	f.next.label = numeral(l.next, l.style) + "."
	l.next += l.step
}

func isBlock(tag string) bool {
	switch tag {
	case "p", "div", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption",
		"section", "article", "aside", "header", "footer", "main", "nav", "blockquote", "pre",
		"dl", "dt", "dd", "hr", "address", "center", "fieldset", "form", "figure",
		"body", "html", "head", "title", "summary", "details":
		return true
	}
	return heading(tag)
}

func heading(tag string) bool {
	switch tag {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return true
	}
	return false
}
