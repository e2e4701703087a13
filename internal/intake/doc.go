// Package intake brings in what other systems have published: so far an issue's meetings page,
// saved from a Modern.Gov site as text or as HTML.
//
// It has two layers. ReadPage is pure: bytes in, a SavedPage out, with the line of the source that
// each part was found at and a list of what could not be read. ImportPages takes what was read to
// the record, through the same acts of publication that everything else is published by, so that
// importing the same page twice changes nothing.
//
// The order in which pages are imported does not matter but for numbers: what is on the record is found
// again by what it is, not by when it came. A page in Welsh and one in English are one issue's, joined by
// the meetings that both tell of; what has no language is then the English page's. What was published
// here first keeps what it says, and a page only fills its gaps.
//
// The package must never invent: what a page does not say stays unsaid. It must never publish HTML
// as it came: all of it goes through Clean. And it must never import half of a page unasked.
package intake
