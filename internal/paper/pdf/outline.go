package pdf

import (
	"fmt"
	"strings"
)

// entry is an entry of the outline among its kin.
type entry struct {
	*bookmark
	self reference
	kids []*entry
}

// outline writes the bookmarks, nested as the headings are, and gives the catalogue's entry for
// them; empty where the document has no headings.
func (a *assembler) outline() string {
	marks := a.layout.bookmarks
	if len(marks) == 0 {
		return ""
	}
	root := &entry{self: a.reserve()}
	path := []*entry{root}
	for _, m := range marks {
		e := &entry{bookmark: m, self: a.reserve()}
		for len(path) > 1 && path[len(path)-1].level >= m.level {
			path = path[:len(path)-1]
		}
		above := path[len(path)-1]
		above.kids = append(above.kids, e)
		path = append(path, e)
	}
	a.set(root.self, "<</Type/Outlines"+family(root.kids, len(marks))+">>")
	a.entries(root)
	return "/Outlines " + root.self.String() + "/PageMode/UseOutlines"
}

func family(kids []*entry, count int) string {
	if len(kids) == 0 {
		return ""
	}
	return fmt.Sprintf("/First %s/Last %s/Count %d", kids[0].self, kids[len(kids)-1].self, count)
}

func (a *assembler) entries(above *entry) {
	for i, e := range above.kids {
		body := fmt.Sprintf("<</Title %s/Parent %s/Dest[%s/XYZ %.2f %.2f 0]%s",
			text(strings.ReplaceAll(e.title, "\n", " ")), above.self, a.pages[e.page], margin, e.y, family(e.kids, e.size()))
		if i > 0 {
			body += "/Prev " + above.kids[i-1].self.String()
		}
		if i+1 < len(above.kids) {
			body += "/Next " + above.kids[i+1].self.String()
		}
		a.set(e.self, body+">>")
		a.entries(e)
	}
}

// size counts the entries below.
func (e *entry) size() int {
	n := len(e.kids)
	for _, k := range e.kids {
		n += k.size()
	}
	return n
}
