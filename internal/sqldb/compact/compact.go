// Package compact writes values of our own types into few bytes and reads them back fast: a text
// that is read is a piece of the row that was given, not a copy of it, and what is zero takes no
// room. It holds no names of fields, so that a row can be read only by a program whose types are the
// same; one that is not is told from it by its first bytes. It must never be used for anything but
// rows that can be made again from the log.
package compact

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"reflect"
)

// ErrShape says that a row was written from other types than it is read into.
var ErrShape = errors.New("written by another version of this program: make the tables again with \"moothall rebuild\"")

// errBroken says that a row is not one that Encode wrote.
var errBroken = errors.New("broken")

// shapeSize is how many bytes say which types a row was written from.
const shapeSize = 4

// Form is how values of one type are written: for each field of a struct that is not zero a bit,
// and then their values one after another. It may be used by several goroutines.
type Form[T any] struct {
	shape string // FNV-1a of the names and kinds of everything in T
	plan  plan
	err   error
}

// Of is the form of a type made of structs with exported fields, slices, pointers to structs,
// strings, integers, truths, days and moments (to the millisecond, in UTC). It must not hold itself.
// That it holds anything else is told by Encode and Decode.
func Of[T any]() *Form[T] {
	of := reflect.TypeFor[T]()
	p, err := planOf(of)
	if err != nil {
		return &Form[T]{err: fmt.Errorf("%v cannot be written compactly: %w", of, err)}
	}
	sum := fnv.New32a()
	sum.Write([]byte(p.shape))
	return &Form[T]{shape: string(sum.Sum(nil)), plan: p}
}

// Encode is the value in bytes: the same bytes for the same value. An empty slice is written, and
// read, as none.
func (f *Form[T]) Encode(value *T) ([]byte, error) {
	if f.err != nil {
		return nil, f.err
	}
	return f.plan.put([]byte(f.shape), reflect.ValueOf(value).Elem()), nil
}

// Decode reads what Encode wrote. The value holds pieces of the row. The error is ErrShape where the
// types have changed since.
func (f *Form[T]) Decode(row string) (value T, err error) {
	if f.err != nil {
		return value, f.err
	}
	if len(row) < shapeSize || row[:shapeSize] != f.shape {
		return value, ErrShape
	}
	r := &reader{rest: row[shapeSize:]}
	f.plan.get(r, reflect.ValueOf(&value).Elem())
	if r.broken || r.rest != "" {
		return value, fmt.Errorf("a %T in %d bytes: %w", value, len(row), errBroken)
	}
	return value, nil
}

// Into reads a column of a query's row into the value: an sql.Scanner for Rows.Scan.
func (f *Form[T]) Into(value *T) *Column[T] { return &Column[T]{f, value} }

// Column is where a column goes that Encode wrote.
type Column[T any] struct {
	form  *Form[T]
	value *T
}

// Scan implements sql.Scanner.
func (c *Column[T]) Scan(column any) (err error) {
	row, ok := column.([]byte)
	if !ok {
		return fmt.Errorf("a %T where bytes should be: %w", column, errBroken)
	}
	*c.value, err = c.form.Decode(string(row)) // copied, since the bytes are the driver's
	return err
}

// reader is what is left of a row. Once it is found broken, all that is read from it is zero.
type reader struct {
	rest   string
	broken bool
}

// take is the next n bytes.
func (r *reader) take(n uint64) string {
	if n > uint64(len(r.rest)) {
		r.broken, r.rest = true, ""
		return ""
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

// whole is the next number, as binary.AppendUvarint writes it.
func (r *reader) whole() uint64 {
	var n uint64
	for i := 0; i < len(r.rest) && i < binary.MaxVarintLen64; i++ {
		b := r.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
	}
	r.broken, r.rest = true, ""
	return 0
}

// signed is the next number, as binary.AppendVarint writes it.
func (r *reader) signed() int64 {
	n := r.whole()
	return int64(n>>1) ^ -int64(n&1)
}
