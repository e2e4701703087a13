// Package e2e tells stories to the real program: the binary is built, the
// demonstration council made and served once, and residents read it with a real
// browser. The scripts in testdata/script tell of what happens at the command
// line, on both databases.
//
// It must never call a function of the program: it knows what people know, that is
// commands, addresses and pages.
package e2e
