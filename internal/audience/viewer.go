package audience

import (
	"slices"

	"moothall/internal/council"
)

// Role is what somebody does in the council's democratic services.
type Role string

// Roles. All but the administrator's may be held for single bodies.
const (
	Administrator     Role = "administrator"
	Officer           Role = "democratic services officer"
	Author            Role = "report author"
	Approver          Role = "approver"
	MonitoringOfficer Role = "monitoring officer"
	Chair             Role = "chair"
	Member            Role = "member"
)

// Roles lists every role in the order in which an administrator sees them.
func Roles() []Role {
	return []Role{Administrator, Officer, Author, Approver, MonitoringOfficer, Chair, Member}
}

// Check says whether the word is a role; the error is council.ErrInvalid.
func (r Role) Check() error {
	if slices.Contains(Roles(), r) {
		return nil
	}
	return council.Invalid("%q is not a role", string(r))
}

// AllBodies stands for every body in a Grant, and for any one of them in a question.
const AllBodies = 0

// Grant is a role that somebody holds for a time, for one body or for all.
type Grant struct {
	Role Role `json:"role"`
	Body int  `json:"body,omitzero"` // AllBodies where it is for every body
	// Capacity is what an approver clears reports for, in the council's own words: "Finance".
	Capacity string `json:"capacity,omitzero"`
	council.Spell
}

// Viewer is who is looking. The zero Viewer is the public, who has no role and sees only what is
// published.
type Viewer struct {
	account int
	person  int
	name    string
	grants  []Grant
}

// Admit makes the viewer of an account whose holder has proved who they are, with the grants that
// hold on the day. Package auth alone calls it.
func Admit(account, person int, name string, grants []Grant, on council.Day) Viewer {
	v := Viewer{account: account, person: person, name: name}
	for _, g := range grants {
		if g.Covers(on) {
			v.grants = append(v.grants, g)
		}
	}
	return v
}

// Account is the number of the viewer's account; 0 for the public.
func (v Viewer) Account() int { return v.account }

// Person is the number of the person on the public record that the viewer is; 0 where none.
func (v Viewer) Person() int { return v.person }

// Name is the viewer's name as others at the desk see it.
func (v Viewer) Name() string { return v.name }

// IsPublic says whether nobody has signed in.
func (v Viewer) IsPublic() bool { return v.account == 0 }

// Grants are the roles that the viewer holds today.
func (v Viewer) Grants() []Grant { return slices.Clone(v.grants) }

// Has says whether the viewer holds the role for the body. Asked of AllBodies, it says whether they
// hold it for any.
func (v Viewer) Has(role Role, body int) bool {
	return slices.ContainsFunc(v.grants, func(g Grant) bool {
		return g.Role == role && (g.Body == AllBodies || body == AllBodies || g.Body == body)
	})
}

// HasEverywhere says whether the viewer holds the role for every body.
func (v Viewer) HasEverywhere(role Role) bool {
	return slices.ContainsFunc(v.grants, func(g Grant) bool { return g.Role == role && g.Body == AllBodies })
}

// BodiesAs are the bodies for which the viewer holds one of the roles; all says that it is every body.
func (v Viewer) BodiesAs(roles ...Role) (bodies []int, all bool) {
	for _, g := range v.grants {
		switch {
		case !slices.Contains(roles, g.Role):
		case g.Body == AllBodies:
			return nil, true
		default:
			bodies = append(bodies, g.Body)
		}
	}
	slices.Sort(bodies)
	return slices.Compact(bodies), false
}

// Capacities are those in which the viewer clears reports.
func (v Viewer) Capacities() []string {
	var list []string
	for _, g := range v.grants {
		if g.Role == Approver && g.Capacity != "" && !slices.Contains(list, g.Capacity) {
			list = append(list, g.Capacity)
		}
	}
	return list
}

// ClearsAs says whether the viewer clears reports in the capacity.
func (v Viewer) ClearsAs(capacity string) bool {
	return slices.ContainsFunc(v.grants, func(g Grant) bool { return g.Role == Approver && g.Capacity == capacity })
}
