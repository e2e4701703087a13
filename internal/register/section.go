package register

import (
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Section is a part of a report that is written, commented on and signed off by itself.
type Section struct {
	Report  int             `json:"report"`
	Heading council.Text    `json:"heading"`
	Prose   Words           `json:"prose,omitzero"`  // as typed, in the markup of package paper/markup
	Ground  audience.Ground `json:"ground,omitzero"` // for a part that is exempt within an open report
	// Edition counts the changes to heading, prose and ground, from 1.
	Edition int `json:"edition"`
	// Heard is the agenda item whose outcome the section tells the next body of; 0 for any other.
	Heard int `json:"heard,omitzero"`
	InReport
}

// InReport is what a part of a report takes over from it, so that it opens to whom the report does.
type InReport struct {
	Body   int              `json:"body,omitzero"`
	Owners []int            `json:"owners,omitempty"`
	Under  council.Openness `json:"under,omitzero"` // the report's own openness
	// Also are the other bodies on its route.
	Also []audience.Before `json:"also,omitempty"`
}

// partOf is what a part of the report takes over.
func partOf(r Report) InReport {
	l := r.Lock()
	return InReport{Body: l.Body, Owners: l.Owners, Under: l.Openness, Also: l.Also}
}

func (p InReport) lock(own council.Openness) audience.Lock {
	if own == "" || own == council.Open {
		own = p.Under
	}
	return audience.Lock{Body: p.Body, Openness: own, Owners: p.Owners, Also: p.Also}
}

// Kind implements Work.
func (Section) Kind() Kind { return "section" }

// Lock implements Work.
func (s Section) Lock() audience.Lock { return s.lock(s.Ground.Openness) }

// Marks implements Work.
func (s Section) Marks() []Mark { return []Mark{{"report", fmt.Sprint(s.Report)}} }

// Order implements Work: a report holds the order of its sections.
func (s Section) Order() string { return fmt.Sprintf("%09d", s.Report) }

// Check implements Work.
func (s Section) Check() error {
	var faults council.Faults
	if s.Heading.IsZero() {
		faults.Add("heading", "section.heading.missing")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return s.Ground.Check()
}

// SectionVersion is a section as it stood after a change. It is kept for good.
type SectionVersion struct {
	Section int              `json:"section"`
	Edition int              `json:"edition"`
	Heading council.Text     `json:"heading"`
	Prose   Words            `json:"prose,omitzero"`
	Own     council.Openness `json:"own,omitzero"` // the section's openness when it was kept
	Name    string           `json:"name"`         // of whoever changed it
	InReport
}

// Kind implements Work.
func (SectionVersion) Kind() Kind { return "section version" }

// Lock implements Work.
func (s SectionVersion) Lock() audience.Lock { return s.lock(s.Own) }

// Marks implements Work.
func (s SectionVersion) Marks() []Mark {
	return []Mark{{"section", itoa(s.Section)}, {"edition", itoa(s.Edition)}}
}

// Order implements Work: oldest first.
func (s SectionVersion) Order() string { return fmt.Sprintf("%09d %09d", s.Section, s.Edition) }

// Check implements Work.
func (s SectionVersion) Check() error {
	if s.Edition < 1 {
		return council.Invalid("a version of a section that nobody wrote")
	}
	return nil
}
