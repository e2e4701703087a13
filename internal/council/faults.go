package council

import (
	"fmt"
	"strings"
)

// Faults is what is wrong with something a person has filled in, field by field. It is of the kind
// ErrInvalid. The zero value has none.
type Faults struct{ list []FieldFault }

// FieldFault is what is wrong with one field.
type FieldFault struct {
	Field string   // its name in the form
	Key   string   // of the message that says what to do
	Args  []string // the message's arguments: name, value, name, value
}

// Add says that something is wrong with a field.
func (f *Faults) Add(field, key string, args ...string) {
	f.list = append(f.list, FieldFault{Field: field, Key: key, Args: args})
}

// List is every fault in the order found.
func (f *Faults) List() []FieldFault { return f.list }

// Err is the faults as an error, nil where there are none.
func (f *Faults) Err() error {
	if len(f.list) == 0 {
		return nil
	}
	return f
}

// Error is for the log.
func (f *Faults) Error() string {
	var parts []string
	for _, one := range f.list {
		parts = append(parts, strings.Join(append([]string{one.Field + ": " + one.Key}, one.Args...), " "))
	}
	return strings.Join(parts, "; ")
}

// Unwrap gives the kind.
func (f *Faults) Unwrap() error { return ErrInvalid }

// Invalid is an error of the kind ErrInvalid, for what a program and not a person got wrong.
func Invalid(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, ErrInvalid)...)
}
