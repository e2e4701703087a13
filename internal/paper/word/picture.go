package word

import (
	"strconv"
	"strings"

	"moothall/internal/paper/doc"
)

// picture reads what a drawing says: the text in its boxes, and of an image what stands in for it in
// brackets. The image itself stays in the paper's file, which is beside: in a page it would need a
// file of its own. Its name, "Picture 1", shows that there is one which nobody has described.
func (t *inline) picture(n *node, s doc.Span) error {
	switch n.name {
	case "txbxContent":
		fields := t.field
		t.field = nil
		blocks, err := t.blocks(n)
		t.field, t.boxes = fields, append(t.boxes, blocks...)
		return err
	case "AlternateContent":
		return t.picture(either(n), s)
	case "inline", "anchor":
		alt := n.child("docPr").get("descr")
		if strings.TrimSpace(alt) == "" && n.holds("pic") && !n.child("docPr").decorative() {
			alt = n.child("docPr").get("name")
		}
		if err := t.stand(alt, s); err != nil {
			return err
		}
	case "shape", "rect":
		if err := t.stand(n.get("alt"), s); err != nil {
			return err
		}
	}
	for _, k := range n.kids {
		if err := t.picture(k, s); err != nil {
			return err
		}
	}
	return nil
}

// stand says what stands in for an image.
func (t *inline) stand(alt string, s doc.Span) error {
	if alt = strings.TrimSpace(alt); alt == "" || ownPath.MatchString(alt) { // old Word put the file's path there
		return nil
	}
	return t.say("["+alt+"]", s)
}

// holds says whether an element of the name is in n, at any depth.
func (n *node) holds(name string) bool {
	for _, k := range n.kids {
		if k.name == name || k.holds(name) {
			return true
		}
	}
	return false
}

// decorative says whether an image was marked as one that says nothing.
func (n *node) decorative() bool {
	if n == nil {
		return false
	}
	for _, k := range n.kids {
		if k.name == "decorative" && k.on() || k.decorative() {
			return true
		}
	}
	return false
}

// symbol is the letter that a code of Word's symbol typefaces (Symbol, Wingdings) stands for; what
// is not known is told as such, since it may be what the sentence turns on.
func symbol(code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil {
		return "\ufffd"
	}
	switch n & 0xff {
	case 0xb7, 0x6c, 0x9f:
		return "•"
	case 0xa7, 0x6e:
		return "▪"
	case 0xfc:
		return "✓"
	case 0xfb:
		return "✗"
	case 0xfe:
		return "☑"
	case 0xfd:
		return "☒"
	case 0xa8, 0x6f:
		return "☐"
	case 0xe0:
		return "→"
	case 0xb3:
		return "≥"
	case 0xa3:
		return "≤"
	}
	return "\ufffd"
}
