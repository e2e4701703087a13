// Package house is a set of tests of the house itself: who may import whom, which
// modules come from outside and why, how long functions and files are, and
// what no file may hold. The tables in its tests are the rules; ARCHITECTURE.md
// gives the reasons.
//
// It must never hold anything that a program runs.
package house
