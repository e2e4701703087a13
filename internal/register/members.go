package register

import (
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// MemberItem is an agenda item with what is private in it, opened for somebody who may read that.
type MemberItem struct {
	ItemWork
	Private council.Text // what only members of the body and officers may read
}

// Read opens the items of the agenda for the viewer, who was let in to each.
func (w AgendaWork) Read(v audience.Viewer) ([]MemberItem, error) {
	list := make([]MemberItem, 0, len(w.Items))
	for _, one := range w.Items {
		private, err := one.Content.Private.Open(v, one.Content.Lock())
		if err != nil {
			return nil, err
		}
		list = append(list, MemberItem{ItemWork: one, Private: private})
	}
	return list, nil
}

// AsMembers is the agenda as members of a body find it once it is published, or, with 0, members of none that
// it goes to: items and papers that they may not see do not exist for them.
func (w AgendaWork) AsMembers(of int) AgendaWork {
	w.Items = slices.Clone(w.Items)
	w.Items = slices.DeleteFunc(w.Items, func(one ItemWork) bool { return !one.Content.Lock().OpensToMembers(of) })
	for i, one := range w.Items {
		w.Items[i].Papers = slices.DeleteFunc(slices.Clone(one.Papers), func(p Kept[Paper]) bool {
			return p.Content.Withdrawn || !p.Content.Lock().OpensToMembers(of)
		})
	}
	return w
}
