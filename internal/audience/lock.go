package audience

import (
	"slices"

	"moothall/internal/council"
)

// Lock is what a thing in the register asks of whoever wants to see it. The zero Lock is that of
// work in progress of no single body.
type Lock struct {
	// Body is whose business it is; AllBodies where it is nobody's alone, Directory for accounts, and Private
	// for what is its owners' alone.
	Body     int
	Openness council.Openness // empty means open
	// Owners are the accounts that work on it: its author, those whose clearance is asked.
	Owners []int
	// Tabled says that it has been put before the body, so that its members may see it.
	Tabled bool
	// Also are the other bodies whose business it is: those before which a report goes after the first.
	Also []Before
}

// Before is a body before which something goes.
type Before struct {
	Body   int  `json:"body"`
	Tabled bool `json:"tabled,omitzero"` // it has been put before it
}

// Private stands in a Lock for what is nobody's business but its owners', whatever role anybody has.
const Private = -2

// Directory stands in a Lock for the list of accounts and what the council has named for them:
// administrators keep it, and whoever prepares papers looks up colleagues there.
const Directory = -1

// readers are the roles that may look into the directory.
var readers = []Role{Administrator, Officer, Author, Approver, MonitoringOfficer}

// ReadsDirectory says whether the viewer may see who the council's accounts are.
func (v Viewer) ReadsDirectory() bool {
	return slices.ContainsFunc(readers, func(r Role) bool { return v.Has(r, AllBodies) })
}

// Opens says whether the viewer may see what is behind the lock.
//
// Officers see the work of their bodies, and the monitoring officer everything. An administrator as
// such sees none of it: looking after accounts needs no exempt word. Owners see what they work on,
// and other report authors what is open. Chairs and members see what is tabled before a body they
// sit on; exempt matter of other bodies does not exist for them, since membership of the council
// alone gives no need to know. Of something that goes before several bodies, each sees what is its own
// business when it is: its officers from the beginning, its members once it is tabled before them. The
// public sees nothing: what is public is in the gazette.
func (l Lock) Opens(v Viewer) bool {
	switch {
	case v.IsPublic():
		return false
	case l.Body == Private:
		return l.owns(v)
	case l.Body == Directory:
		return l.owns(v) || v.ReadsDirectory()
	case l.owns(v), l.opensBefore(v, Before{l.Body, l.Tabled}):
		return true
	}
	return slices.ContainsFunc(l.Also, func(b Before) bool { return l.opensBefore(v, b) })
}

// opensBefore says whether the lock opens because of one body before which it goes.
func (l Lock) opensBefore(v Viewer, b Before) bool {
	switch {
	case v.Has(MonitoringOfficer, b.Body), v.Has(Officer, b.Body):
		return true
	case l.IsOpen() && (v.Has(Author, b.Body) || v.Has(Approver, b.Body)):
		return true
	case b.Tabled && l.IsOpen() && (v.Has(Chair, AllBodies) || v.Has(Member, AllBodies)):
		return true
	case b.Body == AllBodies:
		return false
	default:
		return b.Tabled && v.Has(Member, b.Body) || v.Has(Chair, b.Body)
	}
}

// OpensToMembers says whether it will open to a member of a body, and to no other role of theirs, once it
// is put before the body whose business it is.
func (l Lock) OpensToMembers(body int) bool {
	return l.IsOpen() || body != AllBodies && l.Body == body || body != AllBodies && slices.ContainsFunc(l.Also, func(b Before) bool { return b.Body == body })
}

// Equal says whether two locks ask the same.
func (l Lock) Equal(o Lock) bool {
	return l.Body == o.Body && l.Openness == o.Openness && l.Tabled == o.Tabled && slices.Equal(l.Owners, o.Owners) && slices.Equal(l.Also, o.Also)
}

// IsOpen says whether nothing behind the lock is kept from the public once it is published.
func (l Lock) IsOpen() bool { return l.Openness == "" || l.Openness == council.Open }

func (l Lock) owns(v Viewer) bool {
	for _, o := range l.Owners {
		if o == v.account {
			return true
		}
	}
	return false
}
