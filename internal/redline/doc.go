// Package redline compares texts word by word, and brings together two changes that were made to one
// text at the same time. It is pure.
//
// It must never lose a word: what a comparison does not show as added is the text before, what it does
// not show as removed the text after, and what a merge cannot settle stands in it twice, marked.
package redline
