// Package gazette is the public record: what has been published, as entries that are appended and
// never changed, and what a reader makes of them.
//
// An Entry is one act of publication: an edition of one subject, such as the agenda of a meeting.
// Entries are leaves of a Merkle log whose signed checkpoints prove that nothing was changed
// later. From the entries alone the package composes accounts: the whole story of an issue or of a
// meeting, with the route, status and answers computed.
//
// No type in this package may hold anything that is exempt or confidential: what is here is public
// by construction. The package knows no SQL and no HTTP.
package gazette
