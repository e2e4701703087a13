// Package demo writes the record of a council that does not exist: the Metropolitan Borough of
// Ravensbeck, its people, its committees and three municipal years of their meetings, published
// act by act as a real council's officers would have published them, at the moments at which they
// would have.
//
// Everything follows from a seed, a day and a scale: the same three give the same entries. Minutes
// are written as prose and their points and limbs are what the reader of minutes reads from it;
// the package must never put on the record a limb that its prose does not hold, publish anything
// dated on or after the day it is asked to stand at, or name anybody or any place that is real.
package demo
