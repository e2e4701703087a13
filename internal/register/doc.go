// Package register is the working record: what officers, authors and members prepare before anything
// is published, and every act on it.
//
// What is public already is not kept here again. The register holds work: drafts of the next edition
// of a published thing, reports on their way, agendas in the making, papers, and who may do what. An
// act is a method of Register: it asks the one table of rules whether the viewer may (may.go), changes
// the work in one transaction, leaves a line in the audit for every change, and, where it publishes,
// puts the editions into the outbox of that same transaction. Deliver copies the outbox into the
// gazette, once, in order; nothing else ever reaches it.
//
// Exempt words are audience.Sealed. Only what stands in project.go makes editions of work: it is pure and
// short, and gives types that have no field for an exempt word.
//
// # A meeting, its minutes, and what comes of them
//
// What happens at a meeting is kept in small pieces, so that two officers can record at once: a Sitting
// (its number the meeting's) holds when it began, who presides, the order of business and the item it is
// at; beside it stand an Attendance for each person, a Declaration, a Motion and a Vote for each of those.
// SittingWork gathers them, and answers from them who may vote at an item, whether the quorum stands,
// whether the public is excluded. A vote is taken by TakeVote alone, whoever counted: it decides the
// motion, and an amendment that is carried becomes what the motion says.
//
// Closing a meeting begins its Minutes (their number the meeting's), whose state leads from the first word
// to the signature. What happened at an item is a Minute (its number the item's): prose, and beside it a
// MinuteReading, the points raised and the limbs of the resolution. A reading stands for the prose whose
// digest it carries, and for no other: prose that was changed since is not published before somebody was
// shown what is read in it now. A MinutedLimb is what a decision, an action or a recommendation is made
// of: verb, addressee, owner, date due, vote. Of an item that is kept from the public, Prose and Read are
// exempt, and Twin and TwinRead are what the public has in their place; whoever follows a limb further
// takes it from both, with the Minute's own lock.
//
// The package knows no SQL and no HTTP, and takes the time as an argument.
package register
