// Package screen is what the screen in the chamber shows of a meeting that is held, and how it reaches all who
// watch. A Face is words for the public: it has no field for anything that is kept from them, and of an item that
// is, it says only that the meeting is in private session. A Hub hands each change to however many watch; it
// waits for none of them.
//
// The package must never name the register: it is given faces, and makes none.
package screen
