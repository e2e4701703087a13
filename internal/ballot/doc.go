// Package ballot seals the papers of a secret ballot. Each ballot has a box: a key pair of its own, whose public
// half, the lid, seals papers and can open none, so that it may lie with them in the database, and whose private
// half lies outside of the database, in a folder, until the papers are counted and it is burnt. It knows neither
// who votes nor what there is to choose from: a paper is a place in a list.
package ballot
