// Package deadline holds the times that statute sets for a council's work: the rules as data, and
// for a thing that is being prepared the last lawful day under each of them, with the arithmetic
// that leads to it. Who reads an answer can check it day by day: which days were counted, which
// were not, and why.
//
// A Rule says where it comes from, for which nation, since when, for what, how long, how the days
// are counted, what happens when it is missed, and what lawful way then remains. Where statute
// leaves a choice, the council's Customs make it. Clock is the list of all rules that apply to a
// Matter, each with its Answer.
//
// Everything here is a value or a pure function. It must never read a clock, store anything, or
// hold words for a reader: those are in the catalogue of messages, by the names used here.
package deadline
