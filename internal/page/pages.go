package page

import "strconv"

// Pages are the links between the pages of a long list.
type Pages struct {
	Label          string // what is paged, where the page has several lists
	Previous, Next string // addresses; empty at the ends
	Links          []PageLink
}

// Named says which list it is that the links page through.
func (p Pages) Named(label string) Pages {
	p.Label = label
	return p
}

// label is what the links are called.
func (p Pages) label(w *Words) string {
	if p.Label == "" {
		return w.T("pages.label")
	}
	return w.T("pages.label") + ": " + p.Label
}

// PageLink is a link to one page; a gap stands for those left out.
type PageLink struct {
	Number  string
	Path    string
	Current bool
	Gap     bool
}

// NewPages makes the links of the current page, counted from 1. address makes the address of a page.
func NewPages(current, total, perPage int, address func(number string) string) Pages {
	last := (total + perPage - 1) / perPage
	var p Pages
	if last < 2 {
		return p
	}
	if current > 1 {
		p.Previous = address(strconv.Itoa(current - 1))
	}
	if current < last {
		p.Next = address(strconv.Itoa(current + 1))
	}
	gap := false
	for n := 1; n <= last; n++ {
		if n > 1 && n < last && (n < current-1 || n > current+1) {
			if !gap {
				p.Links = append(p.Links, PageLink{Gap: true})
			}
			gap = true
			continue
		}
		gap = false
		s := strconv.Itoa(n)
		p.Links = append(p.Links, PageLink{Number: s, Path: address(s), Current: n == current})
	}
	return p
}
