// Package bindery does what takes long with papers, in the background: it reads files that were brought
// to the desk, and makes their public copies and the pictures of their first pages.
//
// It must never decide who may read a paper, and never put a file on the public shelf.
package bindery
