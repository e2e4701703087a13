package audience

import (
	"slices"

	"moothall/internal/council"
)

// Lock is what a thing in the register asks of whoever wants to see it. The zero Lock is that of
// work in progress of no single body.
type Lock struct {
	// Body is whose business it is; AllBodies where it is nobody's alone, and Directory for accounts.
	Body     int
	Openness council.Openness // empty means open
	// Owners are the accounts that work on it: its author, those whose clearance is asked.
	Owners []int
	// Tabled says that it has been put before the body, so that its members may see it.
	Tabled bool
}

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
// alone gives no need to know. The public sees nothing: what is public is in the gazette.
func (l Lock) Opens(v Viewer) bool {
	switch {
	case v.IsPublic():
		return false
	case l.Body == Directory:
		return l.owns(v) || v.ReadsDirectory()
	case v.Has(MonitoringOfficer, l.Body), v.Has(Officer, l.Body), l.owns(v):
		return true
	case l.IsOpen() && (v.Has(Author, l.Body) || v.Has(Approver, l.Body)):
		return true
	case l.Tabled && l.IsOpen() && (v.Has(Chair, AllBodies) || v.Has(Member, AllBodies)):
		return true
	case l.Body == AllBodies:
		return false
	default:
		return l.Tabled && v.Has(Member, l.Body) || v.Has(Chair, l.Body)
	}
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
