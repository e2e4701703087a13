// Package audience says who is looking, and what they may see.
//
// A Viewer is somebody who has signed in, with the roles they hold on the day; the zero Viewer is the
// public. A Lock says what a thing asks of a viewer. Words that are exempt or confidential are Sealed:
// they print as a mark wherever they are printed, and only a Viewer opens them.
//
// Viewers are made by package auth alone, which knows that somebody is who they say. The package
// knows no SQL and no HTTP, and holds no list of who may do what: acts and their rules are in
// package register.
package audience
