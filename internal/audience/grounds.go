package audience

import (
	"slices"

	"moothall/internal/council"
)

// Ground is a reason for which the public may be kept from a matter: exempt information under
// Schedule 12A to the Local Government Act 1972 (England), or confidential information under
// s100A(2) and (3).
type Ground struct {
	Openness   council.Openness `json:"openness,omitzero"`
	Paragraphs []int            `json:"paragraphs,omitempty"` // of Schedule 12A, 1 to 7; for exempt matter
	// Reason says why the public interest in keeping it exempt outweighs that in disclosing it
	// (Schedule 12A paragraph 10), in words the public will read.
	Reason council.Text `json:"reason,omitzero"`
	By     string       `json:"by,omitzero"`     // who decided
	Review council.Day  `json:"review,omitzero"` // when it is looked at again
}

// LastParagraph is the highest paragraph number of Schedule 12A as it applies in England.
const LastParagraph = 7

// IsOpen says whether nothing is kept from the public.
func (g Ground) IsOpen() bool { return g.Openness == "" || g.Openness == council.Open }

// Together is the ground on which a whole is kept of which some parts are: with the paragraphs of all, and
// confidential where one is. It is open where every part is.
func Together(parts ...Ground) (all Ground) {
	for _, g := range parts {
		if g.IsOpen() {
			continue
		}
		if all.IsOpen() {
			all = g
			all.Paragraphs = slices.Clone(g.Paragraphs)
			continue
		}
		all.Paragraphs = append(all.Paragraphs, g.Paragraphs...)
		if g.Openness == council.Confidential {
			all.Openness = g.Openness
		}
	}
	slices.Sort(all.Paragraphs)
	all.Paragraphs = slices.Compact(all.Paragraphs)
	return all
}

// Check says whether the ground is whole; its error is council.ErrInvalid and is a *council.Faults
// that names the fields.
func (g Ground) Check() error {
	var faults council.Faults
	if g.IsOpen() {
		return nil
	}
	if g.Openness == council.Exempt {
		if len(g.Paragraphs) == 0 {
			faults.Add("paragraphs", "ground.paragraphs.missing")
		}
		if slices.ContainsFunc(g.Paragraphs, func(p int) bool { return p < 1 || p > LastParagraph }) {
			faults.Add("paragraphs", "ground.paragraphs.unknown")
		}
		if g.Review.IsZero() {
			faults.Add("review", "ground.review.missing")
		}
	}
	if g.Reason.IsZero() {
		faults.Add("reason", "ground.reason.missing")
	}
	if g.By == "" {
		faults.Add("by", "ground.by.missing")
	}
	return faults.Err()
}
