package pack

import (
	"fmt"
	"slices"
	"strings"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/segment"
)

// putTop writes the objects above the segments, and ends the file.
func (w *binding) putTop() error {
	next := w.store.object // for bookmarks that belong to no segment, and the cross-references
	above := &part{}
	above.First, above.Count = next, len(w.plan.Items)
	above.rows = make([]byte, wide*above.Count)
	w.join.parts = append(w.join.parts, above)
	for _, step := range []func() error{w.putShared, w.putTree, w.putElements, func() error { return w.putBookmarks(above) }, w.putCatalog} {
		if err := step(); err != nil {
			return err
		}
	}
	return w.join.end(next+above.Count, []byte(w.plan.Title+w.plan.Holder+w.plan.Series))
}

// set writes one of the objects that all share.
func (w *binding) set(n int, format string, args ...any) error {
	return w.join.put(w.join.top, n, fmt.Appendf(nil, format, args...))
}

func (w *binding) putShared() error {
	for i, content := range []string{segment.OpenContent, segment.OpenTextContent, segment.OpenFigureContent} {
		if err := w.join.putStream(w.join.top, segment.Open+i, "", []byte(content)); err != nil {
			return err
		}
	}
	if err := w.set(segment.StampFaint, "<</Type/ExtGState/ca 0.18/CA 0.18/BM/Normal/SMask/None>>"); err != nil {
		return err
	}
	about := doc.Document{Title: w.plan.Title, Lang: w.plan.Lang, Date: w.plan.Front.Date}
	if err := w.join.putStream(w.join.top, segment.Metadata, "/Type/Metadata/Subtype/XML", pdf.Metadata(about)); err != nil {
		return err
	}
	return w.set(segment.Info, "<</Title %s/Producer(Moothall)>>", segment.Text(w.plan.Title))
}

// putTree writes the root of the pages.
func (w *binding) putTree() error {
	var kids strings.Builder
	count := 0
	for _, p := range w.join.order {
		fmt.Fprintf(&kids, "%d 0 R ", p.Node)
		count += len(p.Pages)
	}
	return w.set(segment.Pages, "<</Type/Pages/Count %d/Kids[%s]>>", count, kids.String())
}

// putElements writes the upper part of the structure tree: a part of the document for each paper.
func (w *binding) putElements() error {
	var kids, classes, spaces, parents, ids strings.Builder
	for _, p := range w.join.order {
		lang := ""
		if p.lang != "" {
			lang = "/Lang " + string(segment.Text(p.lang))
		}
		body := fmt.Appendf(nil, "<</Type/StructElem/S/Part/P %d 0 R/T %s%s/K[%s]>>", segment.Document, segment.Text(p.title), lang, p.Kids)
		if err := w.join.put(p, p.Part, body); err != nil {
			return err
		}
		fmt.Fprintf(&kids, "%d 0 R ", p.Part)
		classes.WriteString(p.Classes)
		spaces.WriteString(p.Spaces + " ")
	}
	byKey, byNumber := slices.Clone(w.join.order), slices.Clone(w.join.order)
	slices.SortFunc(byKey, func(a, b *part) int { return a.Key - b.Key })
	slices.SortFunc(byNumber, func(a, b *part) int { return a.First - b.First })
	for i := range byKey {
		if n := byKey[i].Parents; n != 0 {
			fmt.Fprintf(&parents, "%d 0 R ", n)
		}
		if n := byNumber[i].IDs; n != 0 {
			fmt.Fprintf(&ids, "%d 0 R ", n)
		}
	}
	root := fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d", segment.Document, segment.ParentTree, w.store.key)
	if ids.Len() > 0 {
		root += fmt.Sprintf("/IDTree %d 0 R", segment.IDTree)
		if err := w.set(segment.IDTree, "<</Kids[%s]>>", ids.String()); err != nil {
			return err
		}
	}
	if classes.Len() > 0 {
		root += "/ClassMap<<" + classes.String() + ">>"
	}
	if strings.TrimSpace(spaces.String()) != "" {
		root += "/Namespaces[" + spaces.String() + "]"
	}
	if err := w.set(segment.StructRoot, "%s>>", root); err != nil {
		return err
	}
	if err := w.set(segment.ParentTree, "<</Kids[%s]>>", parents.String()); err != nil {
		return err
	}
	return w.set(segment.Document, "<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>", segment.StructRoot, kids.String())
}

// bookmark is one that belongs to an item or a paper.
type bookmark struct {
	title string
	self  int
	owner *part // whose number it has
	page  int   // object it leads to
	inner segment.Outline
	kids  []bookmark
}

// putBookmarks writes the bookmarks of items and papers. An item with one paper has the paper's own
// bookmarks right below it.
func (w *binding) putBookmarks(above *part) error {
	var all []bookmark
	if !w.alone {
		all = append(all, markOf(w.join.order[0], w.plan.Title), markOf(w.join.order[1], w.plan.Words.Contents))
	}
	for i, item := range w.plan.Items {
		title := strings.TrimSpace(item.Number + " " + item.Title)
		switch parts := w.parts[i]; len(parts) {
		case 0:
		case 1:
			all = append(all, markOf(parts[0], title))
		default:
			m := bookmark{title: title, self: above.First + i, owner: above, page: parts[0].Pages[0].Object}
			for j, p := range parts {
				m.kids = append(m.kids, markOf(p, item.Papers[j].Title))
			}
			all = append(all, m)
		}
	}
	if err := w.putMarks(all, segment.Outlines); err != nil {
		return err
	}
	return w.set(segment.Outlines, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", all[0].self, all[len(all)-1].self, len(all))
}

func markOf(p *part, title string) bookmark {
	return bookmark{title: title, self: p.Outline.Item, owner: p, page: p.Pages[0].Object, inner: p.Outline}
}

func (w *binding) putMarks(kin []bookmark, above int) error {
	for i, m := range kin {
		b := fmt.Appendf(nil, "<</Title %s/Parent %d 0 R/Dest[%d 0 R/Fit]", segment.Text(m.title), above, m.page)
		if i > 0 {
			b = fmt.Appendf(b, "/Prev %d 0 R", kin[i-1].self)
		}
		if i+1 < len(kin) {
			b = fmt.Appendf(b, "/Next %d 0 R", kin[i+1].self)
		}
		if n := len(m.kids); n > 0 {
			b = fmt.Appendf(b, "/First %d 0 R/Last %d 0 R/Count -%d", m.kids[0].self, m.kids[n-1].self, n)
		} else if m.inner.First != 0 {
			b = fmt.Appendf(b, "/First %d 0 R/Last %d 0 R/Count -%d", m.inner.First, m.inner.Last, m.inner.Count)
		}
		if err := w.join.put(m.owner, m.self, append(b, ">>"...)); err != nil {
			return err
		}
		if err := w.putMarks(m.kids, m.self); err != nil {
			return err
		}
	}
	return nil
}

// putCatalog writes the catalogue.
func (w *binding) putCatalog() error {
	var layers, hidden strings.Builder
	for _, p := range w.join.order {
		layers.WriteString(p.Layers)
		hidden.WriteString(p.Hidden)
	}
	more := ""
	if layers.Len() > 0 {
		more += "/OCProperties<</OCGs[" + layers.String() + "]/D<</Order[]/OFF[" + hidden.String() + "]>>>>"
	}
	more += w.pageLabels()
	return w.set(segment.Catalog, "<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>/Lang %s"+
		"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R/Outlines %d 0 R/PageMode/UseOutlines%s>>",
		segment.Pages, segment.StructRoot, segment.Text(w.plan.Lang), segment.Metadata, segment.Outlines, more)
}

// pageLabels are the numbers of pages as readers of PDF show them (12.4.2).
func (w *binding) pageLabels() string {
	if w.alone {
		return ""
	}
	series := "/P" + string(segment.Text(w.plan.Series))
	b := fmt.Appendf(nil, "/PageLabels<</Nums[0<</S/r>>%d<</S/D%s>>", w.front, series)
	for _, j := range w.jumps {
		if page := w.front + j.page; page < len(w.labels) {
			b = fmt.Appendf(b, "%d<</S/D%s/St %d>>", page, series, j.number)
		}
	}
	return string(append(b, "]>>"...))
}
