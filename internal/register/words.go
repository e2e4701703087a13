package register

import (
	"errors"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Words are text of work in progress, in English, Welsh or both: sealed, since none of it is public
// before it is published, and some of it never.
type Words struct {
	En audience.Sealed `json:"en,omitzero"`
	Cy audience.Sealed `json:"cy,omitzero"`
}

// Sealed puts a text under seal.
func Sealed(t council.Text) Words {
	return Words{En: audience.Seal(t.En), Cy: audience.Seal(t.Cy)}
}

// IsZero says whether there are no words.
func (w Words) IsZero() bool { return w.En.IsZero() && w.Cy.IsZero() }

// Open gives the words to a viewer whom the lock lets in; to any other it is council.ErrNotFound.
func (w Words) Open(v audience.Viewer, l audience.Lock) (council.Text, error) {
	en, enErr := w.En.Open(v, l)
	cy, cyErr := w.Cy.Open(v, l)
	return council.Text{En: en, Cy: cy}, errors.Join(enErr, cyErr)
}
