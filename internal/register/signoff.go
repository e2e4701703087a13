package register

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// SignOffState is where a sign-off stands.
type SignOffState string

// States of a sign-off.
const (
	SignOffAsked    SignOffState = "asked"
	SignOffApproved SignOffState = "approved"
	SignOffReturned SignOffState = "returned" // sent back to its authors
)

// SignOff is the clearance of a report, or of one section, that is asked of somebody in a capacity.
type SignOff struct {
	Report   int             `json:"report"`
	Section  int             `json:"section,omitzero"` // 0 for the whole report
	Capacity string          `json:"capacity"`         // "Finance"
	Account  int             `json:"account,omitzero"` // 0 for whoever clears in the capacity
	Name     string          `json:"name,omitzero"`    // of the account, or once it is given, of whoever gave it
	Due      council.Day     `json:"due"`
	AskedBy  string          `json:"askedBy"`
	State    SignOffState    `json:"state"`
	Comment  audience.Sealed `json:"comment,omitzero"`
	On       council.Day     `json:"on,omitzero"` // when it was given or refused
	// Over is what was approved: the edition of each section, and what the route asked of each body.
	Over  []SectionAt `json:"over,omitempty"`
	Asked string      `json:"asked,omitzero"` // SHA-256 of title and route
	// Stale says that something it was given for has changed since, so that it waits to be given again.
	Stale   bool  `json:"stale,omitzero"`
	Writers []int `json:"writers,omitempty"` // of the report, for whom it waits once it was returned
	InReport
}

// SectionAt is a section at an edition.
type SectionAt struct {
	Section int `json:"section"`
	Edition int `json:"edition"`
}

// Kind implements Work.
func (SignOff) Kind() Kind { return "sign-off" }

// Lock implements Work.
func (s SignOff) Lock() audience.Lock { return s.lock("") }

// Marks implements Work.
func (s SignOff) Marks() []Mark {
	marks := []Mark{{"report", itoa(s.Report)}, {"state", string(s.State)}}
	switch {
	case s.State == SignOffReturned:
		for _, n := range s.Writers {
			marks = append(marks, Mark{"waits for writer", itoa(n)})
		}
	case s.State == SignOffApproved && !s.Stale:
	case s.Account != 0:
		marks = append(marks, Mark{"waits for account", itoa(s.Account)})
	default:
		marks = append(marks, Mark{"waits for capacity", s.Capacity})
	}
	return marks
}

// Order implements Work: by the day on which it is due.
func (s SignOff) Order() string { return fmt.Sprintf("%v %s", s.Due, gazette.Fold(s.Capacity)) }

// Check implements Work.
func (s SignOff) Check() error {
	var faults council.Faults
	if s.Capacity == "" {
		faults.Add("capacity", "signoff.capacity.missing")
	}
	if s.Due.IsZero() {
		faults.Add("due", "signoff.due.missing")
	}
	if s.Account == 0 && s.Under != "" && s.Under != council.Open {
		faults.Add("account", "signoff.account.missing") // nobody sees an exempt report for a capacity alone
	}
	return faults.Err()
}

// AskedOf says whether the viewer is who is to give it.
func (s SignOff) AskedOf(v audience.Viewer) bool {
	return s.Account == v.Account() && s.Account != 0 || s.Account == 0 && v.ClearsAs(s.Capacity)
}

// Changed are the sections that say something else than when it was given; title is set where the title
// or what the route asks is different. Of a sign-off that was not given it is nothing.
func (s SignOff) Changed(rep Report, sections []Kept[Section]) (changed []int, title bool) {
	if s.State != SignOffApproved {
		return nil, false
	}
	for _, k := range sections {
		at := SectionAt{k.Number, k.Content.Edition}
		if (s.Section == 0 || s.Section == k.Number) && !slices.Contains(s.Over, at) {
			changed = append(changed, k.Number)
		}
	}
	for _, at := range s.Over {
		if !slices.ContainsFunc(sections, func(k Kept[Section]) bool { return k.Number == at.Section }) {
			title = true // a section that was approved is gone
		}
	}
	return changed, title || s.Section == 0 && s.Asked != askedOf(rep)
}

// Stands says whether it was given and nothing that it was given for has changed.
func (s SignOff) Stands(rep Report, sections []Kept[Section]) bool {
	changed, title := s.Changed(rep, sections)
	return s.State == SignOffApproved && len(changed) == 0 && !title
}

// askedOf is the SHA-256 of what a report asks of the bodies on its route.
func askedOf(rep Report) string {
	type ask struct {
		Body  int
		Role  council.Role
		Lead  string
		Asked []gazette.Ask
	}
	all := struct {
		Title council.Text
		Asks  []ask
	}{Title: rep.Title}
	for _, s := range rep.Route {
		all.Asks = append(all.Asks, ask{s.Body, s.Role, s.Lead, s.Asked})
	}
	b, _ := json.Marshal(all) // texts and numbers, which always can be written
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// stateOf is where a report stands with these sign-offs.
func stateOf(rep Report, sections []Kept[Section], signs []Kept[SignOff]) ReportState {
	switch {
	case len(signs) == 0 && rep.State == ReportClearing:
		return ReportDrafting
	case len(signs) == 0, rep.State == ReportWithdrawn:
		return rep.State
	}
	state := ReportCleared
	for _, s := range signs {
		switch {
		case s.Content.State == SignOffReturned:
			return ReportDrafting
		case !s.Content.Stands(rep, sections):
			state = ReportClearing
		}
	}
	return state
}
