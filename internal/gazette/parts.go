package gazette

import (
	"slices"
	"strconv"

	"moothall/internal/council"
)

// Part is what one edition of a meeting's agenda brought: the agenda, or a supplement to it.
type Part struct {
	Number int          // 0 for the agenda, 1 for its first supplement
	Label  council.Text // of the edition
	Items  []PartItem
}

// PartItem is an item with the documents that the part brought to it.
type PartItem struct {
	Number    int
	Printed   string
	Title     council.Text
	Documents []int // numbers
}

// Series stands before the page numbers of the part's pack: "S1-" for the first supplement, nothing for
// the agenda.
func (p Part) Series() string {
	if p.Number == 0 {
		return ""
	}
	return "S" + strconv.Itoa(p.Number) + "-"
}

// AgendaParts divides the papers of an agenda by the edition that brought them, given all of its editions,
// the oldest first. A document belongs to the first part that names it, for good; editions with the same
// label are one part. Items are called as the latest edition calls them. The agenda has all of its items,
// a supplement those that it brought or brought papers to.
func AgendaParts(editions []Edition) []Part {
	var parts []Part
	latest, known, brought := map[int]Item{}, map[int]bool{}, map[int]bool{}
	for _, e := range editions {
		a, ok := e.Content.(Agenda)
		if !ok {
			continue // taken down
		}
		at := slices.IndexFunc(parts, func(p Part) bool { return p.Label == a.Label })
		if at < 0 {
			at = len(parts)
			parts = append(parts, Part{Number: at, Label: a.Label})
		}
		for _, it := range a.Items {
			latest[it.Number] = it
			fresh := slices.DeleteFunc(slices.Clone(it.Documents), func(n int) bool { return brought[n] })
			for _, n := range fresh {
				brought[n] = true
			}
			if !it.Heading && (!known[it.Number] || len(fresh) > 0) {
				parts[at].bring(it.Number, fresh)
			}
			known[it.Number] = true
		}
	}
	for _, p := range parts {
		for i := range p.Items {
			it := latest[p.Items[i].Number]
			p.Items[i].Printed, p.Items[i].Title = it.Printed, it.Title
		}
	}
	return parts
}

// bring adds documents to an item of the part.
func (p *Part) bring(item int, documents []int) {
	for i := range p.Items {
		if p.Items[i].Number == item {
			p.Items[i].Documents = append(p.Items[i].Documents, documents...)
			return
		}
	}
	p.Items = append(p.Items, PartItem{Number: item, Documents: documents})
}
