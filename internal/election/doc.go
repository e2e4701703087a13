// Package election works out what an election of councillors changes on the record: who leaves, with
// every seat and post that ends for them, who stays, and who comes; and what stands open after it.
//
// It is pure: it reads results as officers type or paste them, knows the dates that the Local Government
// Act 1972 sets, and turns the roll of everybody as it was into what it will be. It must never publish,
// and never guess whom a name means where the record has two of that name.
package election
