package compact

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"reflect"
	"strings"
	"time"

	"moothall/internal/council"
)

// plan is how values of a type are written and read, found out once.
type plan struct {
	shape string // the names and kinds of everything in the type
	put   func(b []byte, v reflect.Value) []byte
	get   func(r *reader, v reflect.Value)
}

var (
	dayType  = reflect.TypeFor[council.Day]()
	timeType = reflect.TypeFor[time.Time]()
)

var errKind = errors.New("there is no compact form for it")

func planOf(t reflect.Type) (plan, error) {
	switch {
	case t == dayType:
		return dayPlan, nil
	case t == timeType:
		return timePlan, nil
	}
	switch t.Kind() {
	case reflect.String:
		return stringPlan, nil
	case reflect.Bool:
		return boolPlan, nil
	case reflect.Int, reflect.Int64:
		return intPlan, nil
	case reflect.Slice:
		return slicePlan(t)
	case reflect.Struct:
		return structPlan(t)
	default:
		return plan{}, fmt.Errorf("%v: %w", t, errKind)
	}
}

var stringPlan = plan{
	shape: "string",
	put: func(b []byte, v reflect.Value) []byte {
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
	},
	get: func(r *reader, v reflect.Value) { v.SetString(r.take(r.whole())) },
}

var boolPlan = plan{
	shape: "bool",
	put: func(b []byte, v reflect.Value) []byte {
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	},
	get: func(r *reader, v reflect.Value) { v.SetBool(r.take(1) == "\x01") },
}

var intPlan = plan{
	shape: "int",
	put:   func(b []byte, v reflect.Value) []byte { return binary.AppendVarint(b, v.Int()) },
	get:   func(r *reader, v reflect.Value) { v.SetInt(r.signed()) },
}

var timePlan = plan{
	shape: "time",
	put: func(b []byte, v reflect.Value) []byte {
		at, _ := v.Interface().(time.Time)
		return binary.AppendVarint(b, at.UnixMilli())
	},
	get: func(r *reader, v reflect.Value) {
		*v.Addr().Interface().(*time.Time) = time.UnixMilli(r.signed()).UTC()
	},
}

// dayPlan takes the four bytes that a day says of itself.
var dayPlan = plan{
	shape: "day",
	put: func(b []byte, v reflect.Value) []byte {
		day, _ := v.Interface().(council.Day)
		said, _ := day.MarshalBinary() // never fails
		return append(b, said...)
	},
	get: func(r *reader, v reflect.Value) {
		if err := v.Addr().Interface().(*council.Day).UnmarshalBinary([]byte(r.take(4))); err != nil {
			r.broken = true
		}
	},
}

func slicePlan(t reflect.Type) (plan, error) {
	one, err := planOf(t.Elem())
	if err != nil {
		return plan{}, err
	}
	return plan{
		shape: "[]" + one.shape,
		put: func(b []byte, v reflect.Value) []byte {
			b = binary.AppendUvarint(b, uint64(v.Len()))
			for i := range v.Len() {
				b = one.put(b, v.Index(i))
			}
			return b
		},
		get: func(r *reader, v reflect.Value) {
			n := r.whole()
			if n > uint64(len(r.rest)) { // nothing takes less than a byte
				r.broken = true
				return
			}
			v.Grow(int(n))
			v.SetLen(int(n))
			for i := range int(n) {
				one.get(r, v.Index(i))
			}
		},
	}, nil
}

// field is a field of a struct; elem is the type it points to, where it is a pointer.
type field struct {
	plan
	elem reflect.Type
}

func structPlan(t reflect.Type) (plan, error) {
	if t.NumField() > 64 {
		return plan{}, fmt.Errorf("%v has more than 64 fields: %w", t, errKind)
	}
	fields := make([]field, t.NumField())
	var shape strings.Builder
	for i := range fields {
		has := t.Field(i)
		if !has.IsExported() {
			return plan{}, fmt.Errorf("%v.%s: %w", t, has.Name, errKind)
		}
		of := has.Type
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
			fields[i].elem = of
		}
		var err error
		if fields[i].plan, err = planOf(of); err != nil {
			return plan{}, fmt.Errorf("%v.%s: %w", t, has.Name, err)
		}
		fmt.Fprintf(&shape, "%s %s;", has.Name, fields[i].shape)
	}
	return plan{
		shape: "{" + shape.String() + "}",
		put:   func(b []byte, v reflect.Value) []byte { return putFields(fields, b, v) },
		get:   func(r *reader, v reflect.Value) { getFields(fields, r, v) },
	}, nil
}

// putFields writes a bit for each field that is not zero, the first lowest, and then those fields.
func putFields(fields []field, b []byte, v reflect.Value) []byte {
	var said uint64
	for i := range fields {
		if one := v.Field(i); !one.IsZero() && (one.Kind() != reflect.Slice || one.Len() > 0) {
			said |= 1 << i
		}
	}
	b = binary.AppendUvarint(b, said)
	for ; said != 0; said &= said - 1 {
		i := bits.TrailingZeros64(said)
		b = fields[i].put(b, reflect.Indirect(v.Field(i)))
	}
	return b
}

func getFields(fields []field, r *reader, v reflect.Value) {
	for said := r.whole(); said != 0; said &= said - 1 {
		i := bits.TrailingZeros64(said)
		if i >= len(fields) {
			r.broken = true
			return
		}
		into := v.Field(i)
		if fields[i].elem != nil {
			into.Set(reflect.New(fields[i].elem))
			into = into.Elem()
		}
		fields[i].get(r, into)
	}
}
