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
// The package knows no SQL and no HTTP, and takes the time as an argument.
package register
