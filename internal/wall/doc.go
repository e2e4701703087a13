// Package wall serves the screen of the chamber: what a meeting that is held is at, for the room, and for residents
// who follow it elsewhere. Nobody signs in to it. It knows faces alone, which hold words for the public (package
// screen), and may never import anything that can hold others.
package wall
