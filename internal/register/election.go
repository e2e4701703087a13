package register

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/election"
	"moothall/internal/gazette"
)

// Election is an election of councillors as it is being taken up: which seats were up, and the results as
// they were typed, which are worked out anew whenever somebody looks. Once it is confirmed it remembers
// what it changed, so that it can be undone.
type Election struct {
	Of       election.Kind  `json:"of"`
	Poll     council.Day    `json:"poll"`
	Office   council.Day    `json:"office"`
	Annual   council.Day    `json:"annual,omitzero"`
	Wards    []int          `json:"wards,omitempty"`
	Retiring []int          `json:"retiring,omitempty"` // by thirds; those who have sat longest where nobody is chosen
	Results  string         `json:"results,omitempty"`
	Done     council.Day    `json:"done,omitzero"` // when it was confirmed and published; zero while it is not
	Elected  []ElectedSince `json:"elected,omitempty"`
}

// ElectedSince is somebody whom a confirmed election changed, with their editions before and after it as
// the record has them: canonical JSON.
type ElectedSince struct {
	Person int    `json:"person"`
	Before []byte `json:"before,omitempty"` // empty for somebody new to the record
	After  []byte `json:"after"`
}

// Kind implements Work.
func (Election) Kind() Kind { return "election" }

// Lock implements Work.
func (Election) Lock() audience.Lock { return audience.Lock{} }

// Marks implements Work.
func (Election) Marks() []Mark { return nil }

// Order implements Work: by the day of the poll.
func (e Election) Order() string { return e.Poll.String() }

// Check implements Work. Results may be wrong, and are kept as they are: confirming asks more.
func (e Election) Check() error {
	var faults council.Faults
	if !slices.Contains(election.Kinds(), e.Of) {
		faults.Add("kind", "election.kind.missing")
	}
	if e.Poll.IsZero() {
		faults.Add("poll", "election.poll.missing")
	}
	if e.Office.Before(e.Poll) {
		faults.Add("office", "election.office.early")
	}
	if !e.Annual.IsZero() && e.Annual.Before(e.Office) {
		faults.Add("annual", "election.annual.early")
	}
	if len(e.Wards) == 0 {
		faults.Add("wards", "election.wards.missing")
	}
	return faults.Err()
}

// as is the election as package election works it out.
func (e Election) as(roll gazette.Roll) election.Election {
	one := election.Election{Kind: e.Of, Poll: e.Poll, Office: e.Office, Annual: e.Annual, Wards: e.Wards, Retiring: e.Retiring}
	if e.Of == election.Thirds && len(e.Retiring) == 0 {
		one.Retiring = election.Retires(e.Of, roll, e.Wards, e.Office.Add(-1))
	}
	return one
}

// ElectionWork is an election with what it changes.
type ElectionWork struct {
	Kept[Election]
	Roll    gazette.Roll // as published now
	Up      map[int]int  // seats that are up, by ward; 0 where the record does not say
	Winners []election.Winner
	Outcome election.Outcome // empty where there are faults, and once it is confirmed
	Faults  *council.Faults  // of the field "results"
	Seen    string           // names the outcome, so that what is confirmed is what was looked at
}

// After is the roll as the election makes it.
func (w ElectionWork) After() gazette.Roll { return w.Outcome.After(w.Roll) }

// Elections are all elections, the latest first.
func (r *Register) Elections(ctx context.Context, v audience.Viewer) (list []Kept[Election], err error) {
	err = r.look(ctx, v, HoldElection, func(ctx context.Context, t *turn) error {
		list, err = find[Election](ctx, t, Query{Reverse: true})
		return err
	})
	return list, err
}

// Election is an election, worked out against the record as it is now.
func (r *Register) Election(ctx context.Context, v audience.Viewer, number int) (w ElectionWork, err error) {
	err = r.look(ctx, v, HoldElection, func(ctx context.Context, t *turn) error {
		if w.Kept, err = get[Election](ctx, t, number); err != nil {
			return err
		}
		w.Roll, err = r.record.Roll(ctx)
		return err
	})
	if err != nil {
		return w, err
	}
	w.workOut()
	return w, nil
}

// workOut reads the results and works out what they change.
func (w *ElectionWork) workOut() {
	one := w.Content.as(w.Roll)
	w.Up = map[int]int{}
	for _, ward := range one.Wards {
		w.Up[ward] = one.UpIn(w.Roll, ward)
	}
	w.Winners, w.Faults = election.Read(w.Content.Results, w.Roll)
	if w.Faults.Err() != nil || !w.Content.Done.IsZero() {
		return
	}
	w.Outcome, w.Faults = one.Work(w.Roll, w.Winners)
	// Encoding what consists of texts and numbers cannot fail.
	said, _ := json.Marshal(w.Outcome)
	w.Seen = fmt.Sprintf("%d.%x", w.Version, sha256.Sum256(said))
}

// NewElection begins to take an election up.
func (r *Register) NewElection(ctx context.Context, v audience.Viewer, e Election) (number int, err error) {
	err = r.do(ctx, v, HoldElection, audience.AllBodies, func(ctx context.Context, t *turn) error {
		e.Done, e.Elected = council.Day{}, nil
		k, err := add(ctx, t, e)
		number = k.Number
		return err
	})
	return number, err
}

// ChangeElection keeps a change to an election that is not confirmed.
func (r *Register) ChangeElection(ctx context.Context, v audience.Viewer, number, version int, e Election) error {
	return r.do(ctx, v, HoldElection, audience.AllBodies, func(ctx context.Context, t *turn) error {
		was, err := get[Election](ctx, t, number)
		if err != nil {
			return err
		}
		if !was.Content.Done.IsZero() {
			return fmt.Errorf("election %d is confirmed: %w", number, council.ErrConflict)
		}
		e.Done, e.Elected = council.Day{}, nil
		_, err = put(ctx, t, Kept[Election]{Number: number, Version: version, Content: e})
		return err
	})
}
