package pdf

// elem is an element of the structure tree (ISO 32000-1, 14.7.2).
type elem struct {
	tag        string
	attributes string // of /A, without its brackets
	lang       string
	id         string
	kids       []kid
	object     int // its number, once assembled
	parent     *elem
}

// kid is one of an element's children, in reading order: an element, text, or a link's annotation.
type kid interface{ kid() }

// leaf is a stretch of text that belongs to an element itself.
type leaf struct {
	parent *elem
	pieces []piece
}

// piece is where some of a leaf's text was put: a marked-content sequence of a page.
type piece struct{ page, mcid int }

// annotation is the number, from 0, of a link's rectangle in the document.
type annotation int

func (*elem) kid()      {}
func (*leaf) kid()      {}
func (annotation) kid() {}

func (e *elem) add(tag string) *elem {
	child := &elem{tag: tag, parent: e}
	e.kids = append(e.kids, child)
	return child
}

func (e *elem) leaf() *leaf {
	l := &leaf{parent: e}
	e.kids = append(e.kids, l)
	return l
}
