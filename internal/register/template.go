package register

import (
	"context"
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// BodyCustoms are how one body does things: what stands on every agenda, how items are numbered, what
// a report to it is made of. Their number is the body's.
type BodyCustoms struct {
	Body     int            `json:"body"`
	Standing []StandingItem `json:"standing,omitempty"`
	Numbers  NumberStyle    `json:"numbers,omitzero"`
	Lead     string         `json:"lead,omitzero"`      // "The Committee is asked to:"
	Sections []council.Text `json:"sections,omitempty"` // headings of a report to it
	Notice   int            `json:"notice,omitzero"`    // clear days of its own for agendas, where more than the law asks
	Reports  int            `json:"reports,omitzero"`   // days before publication by which reports must be cleared
	Place    council.Text   `json:"place,omitzero"`     // where it usually meets
	Starts   council.Clock  `json:"starts,omitzero"`
	// NamedVote is how many members who demand it make a vote one by name; 0 where demand makes none.
	NamedVote int            `json:"namedVote,omitzero"`
	Phrases   []council.Text `json:"phrases,omitempty"` // that stand at hand while minutes are written
}

// StandingItem is an item that stands on every agenda of a body.
type StandingItem struct {
	Title   council.Text `json:"title"`
	Purpose council.Text `json:"purpose,omitzero"`
	Depth   int          `json:"depth,omitzero"`
	Heading bool         `json:"heading,omitzero"`
	// After says that it comes after the reports, as an exclusion of the public does.
	After bool `json:"after,omitzero"`
}

// UsualBodyCustoms are those of a body that has not chosen yet.
func UsualBodyCustoms(body int) BodyCustoms {
	return BodyCustoms{Body: body, Lead: "", Standing: []StandingItem{
		{Title: council.Text{En: "Apologies for absence", Cy: "Ymddiheuriadau am absenoldeb"}},
		{Title: council.Text{En: "Declarations of interest", Cy: "Datganiadau o fuddiant"}},
		{Title: council.Text{En: "Minutes of the last meeting", Cy: "Cofnodion y cyfarfod diwethaf"},
			Purpose: council.Text{En: "To approve the minutes of the last meeting as a correct record.", Cy: "Cymeradwyo cofnodion y cyfarfod diwethaf fel cofnod cywir."}},
	}, Sections: []council.Text{{En: "Introduction", Cy: "Cyflwyniad"}, {En: "Background", Cy: "Cefndir"}, {En: "Options considered", Cy: "Opsiynau a ystyriwyd"},
		{En: "Financial implications", Cy: "Goblygiadau ariannol"}, {En: "Legal implications", Cy: "Goblygiadau cyfreithiol"},
		{En: "Equality and climate implications", Cy: "Goblygiadau cydraddoldeb a hinsawdd"}, {En: "Conclusion", Cy: "Casgliad"}}}
}

// Kind implements Work.
func (BodyCustoms) Kind() Kind { return "body customs" }

// Lock implements Work.
func (c BodyCustoms) Lock() audience.Lock { return audience.Lock{Body: c.Body} }

// Marks implements Work.
func (BodyCustoms) Marks() []Mark { return nil }

// Order implements Work.
func (c BodyCustoms) Order() string { return fmt.Sprintf("%09d", c.Body) }

// Check implements Work.
func (c BodyCustoms) Check() error {
	var faults council.Faults
	if !slices.Contains(NumberStyles(), c.Numbers) {
		faults.Add("numbers", "body-customs.numbers.unknown")
	}
	for _, s := range c.Standing {
		if s.Title.IsZero() || s.Depth < 0 || s.Depth > deepest {
			faults.Add("standing", "body-customs.standing.incomplete")
			break
		}
	}
	return faults.Err()
}

// BodyCustoms are the customs of a body, at version 0 while it has chosen none.
func (r *Register) BodyCustoms(ctx context.Context, v audience.Viewer, body int) (k Kept[BodyCustoms], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = t.bodyCustoms(ctx, body)
		return err
	})
	return k, err
}

func (t *turn) bodyCustoms(ctx context.Context, body int) (Kept[BodyCustoms], error) {
	k, err := fetch[BodyCustoms](ctx, t, body)
	if council.IsNotFound(err) {
		return Kept[BodyCustoms]{Number: body, Content: UsualBodyCustoms(body)}, nil
	}
	return k, err
}

// ChangeBodyCustoms keeps the customs of a body.
func (r *Register) ChangeBodyCustoms(ctx context.Context, v audience.Viewer, body, version int, c BodyCustoms) error {
	return r.do(ctx, v, ChangeBody, body, func(ctx context.Context, t *turn) error {
		c.Body = body
		_, err := put(ctx, t, Kept[BodyCustoms]{Number: body, Version: version, Content: c})
		return err
	})
}
