// Package council holds the nouns of a council's work: days, bodies' kinds, roles of a
// consideration, verbs of a resolution, votes, openness, the route of an issue and what it has
// come to. Everything in it is a value or a pure function. It must never know how a thing is
// stored, published or shown.
package council
