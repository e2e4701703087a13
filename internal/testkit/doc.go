// Package testkit gives tests real things: a fresh gazette on each database, a clock that stands
// still. It is imported by tests alone.
package testkit
