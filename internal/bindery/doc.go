// Package bindery does what takes long with papers, in the background: it reads files that were brought
// to the desk, makes their public copies and the pictures of their first pages, and binds agenda packs.
//
// The public's pack is made of what the gazette says is open and of files on the public shelf, by
// functions that are given nothing else; the members' pack adds what the register gives for them.
//
// It must never decide who may read a paper, and never put a file on the public shelf.
package bindery
