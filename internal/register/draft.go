package register

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Draft is the next edition of something that is published, or its first: what officers change until
// they publish it. T is the gazette's own type, so that a draft holds nothing but what will be public.
type Draft[T any] struct {
	Content T `json:"content"`
}

// draftKinds are the gazette's kinds that are drafted this way.
var draftKinds = map[reflect.Type]gazette.Kind{
	reflect.TypeFor[gazette.Council]():     gazette.KindCouncil,
	reflect.TypeFor[gazette.Ward]():        gazette.KindWard,
	reflect.TypeFor[gazette.Party]():       gazette.KindParty,
	reflect.TypeFor[gazette.Person]():      gazette.KindPerson,
	reflect.TypeFor[gazette.Body]():        gazette.KindBody,
	reflect.TypeFor[gazette.Issue]():       gazette.KindIssue,
	reflect.TypeFor[gazette.Meeting]():     gazette.KindMeeting,
	reflect.TypeFor[gazette.ForwardPlan](): gazette.KindPlan,
	reflect.TypeFor[gazette.Decision]():    gazette.KindDecision,
}

func kindOf[T any]() gazette.Kind { return draftKinds[reflect.TypeFor[T]()] }

// Kind implements Work.
func (d Draft[T]) Kind() Kind { return Kind("draft of " + string(kindOf[T]())) }

// Lock implements Work: officers prepare drafts.
func (d Draft[T]) Lock() audience.Lock {
	if m, ok := any(d.Content).(gazette.Meeting); ok {
		return audience.Lock{Body: m.Body}
	}
	return audience.Lock{}
}

// Marks implements Work.
func (d Draft[T]) Marks() []Mark {
	if m, ok := any(d.Content).(gazette.Meeting); ok {
		return []Mark{{"body", fmt.Sprint(m.Body)}}
	}
	return nil
}

// Order implements Work: by name or day.
func (d Draft[T]) Order() string {
	if m, ok := any(d.Content).(gazette.Meeting); ok {
		return m.Day.String() + " " + string(m.Starts)
	}
	return gazette.Fold(gazette.TitleOf(d.Content).String())
}

// Check implements Work. A draft may be unfinished: it is held to the gazette's rules when it is
// published.
func (d Draft[T]) Check() error { return nil }

// working is the draft of a subject, or where there is none its published edition as a draft that is
// not kept yet; ErrNotFound where there is neither.
func working[T any](ctx context.Context, t *turn, r *Register, number int) (Kept[Draft[T]], error) {
	k, err := get[Draft[T]](ctx, t, number)
	if !errors.Is(err, council.ErrNotFound) {
		return k, err
	}
	content, err := published[T](ctx, r, number)
	return Kept[Draft[T]]{Number: number, Content: Draft[T]{content}}, err
}

// published is the latest edition of a subject as the gazette has it.
func published[T any](ctx context.Context, r *Register, number int) (T, error) {
	var none T
	e, err := r.record.Latest(ctx, gazette.Subject{Kind: kindOf[T](), Number: number})
	if err != nil {
		return none, err
	}
	if content, ok := e.Content.(T); ok {
		return content, nil
	}
	return none, fmt.Errorf("%v: %w", e.Subject, council.ErrGone)
}

// keepDraft keeps a change to a draft that was read at a version.
func keepDraft[T any](ctx context.Context, t *turn, number, version int, content T) (Kept[Draft[T]], error) {
	return put(ctx, t, Kept[Draft[T]]{Number: number, Version: version, Content: Draft[T]{content}})
}

// publishKept sends a kept draft to the gazette, if it is at the version that was looked at, and takes
// it out of the register.
func publishKept[T any](ctx context.Context, t *turn, number, version int) error {
	k, err := get[Draft[T]](ctx, t, number)
	if err != nil {
		return err
	}
	if k.Version != version {
		return &Stale[Draft[T]]{Mine: k.Content, Theirs: k}
	}
	out, err := edition(gazette.Subject{Kind: kindOf[T](), Number: number}, k.Content.Content)
	if err != nil {
		return err
	}
	if err := remove(ctx, t, k); err != nil {
		return err
	}
	return t.send(ctx, out)
}
