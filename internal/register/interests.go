package register

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Interests are the register of one member's interests (Localism Act 2011 s29), as it is kept: the member
// keeps it themself, or an officer for them. Its number is the person's. The public has what was
// published of it last.
type Interests struct {
	Entries []InterestEntry `json:"entries,omitempty"`
	// Told are the interests that they disclosed at a meeting while the register did not have them yet.
	Told []ToldInterest `json:"told,omitempty"`
	// Given are the days on which the member gave what the register says, ascending, though it be nothing.
	Given []council.Day `json:"given,omitempty"`
	Last  int           `json:"last,omitzero"` // ID given last
	// Owner is the member's own account, where the register was last kept from it.
	Owner int `json:"owner,omitzero"`
}

// InterestEntry is an entry. What has ceased stays in the register with its days.
type InterestEntry struct {
	ID         int                 `json:"id"`
	Of         council.Registrable `json:"of"`
	Text       string              `json:"text,omitempty"`   // empty where it is sensitive
	Sealed     audience.Sealed     `json:"sealed,omitzero"`  // what it is, where it is sensitive
	Giver      string              `json:"giver,omitempty"`  // of a gift
	Value      int                 `json:"value,omitzero"`   // of a gift, in pounds
	Registered council.Day         `json:"registered"`       // when it was notified
	Ceased     council.Day         `json:"ceased,omitzero"`  // its last day
	Told       int                 `json:"told,omitzero"`    // ID of the disclosure that it answers
	Public     bool                `json:"public,omitempty"` // was published
	Sensitive  Sensitivity         `json:"sensitive,omitempty"`
}

// Sensitivity is how it stands with an interest whose disclosure could lead to violence or intimidation
// (Localism Act 2011 s32).
type Sensitivity string

// Sensitivities. What is asked is kept from the public until the monitoring officer has considered it.
const (
	NotSensitive Sensitivity = ""
	AskedWithout Sensitivity = "asked"    // the member considers it sensitive
	Withheld     Sensitivity = "withheld" // the monitoring officer does too
)

// ToldInterest is an interest that a member disclosed at a meeting, and has to notify within 28 days
// (Localism Act 2011 s31(3)).
type ToldInterest struct {
	ID   int         `json:"id"`
	Day  council.Day `json:"day"`
	Text string      `json:"text"`
	Done council.Day `json:"done,omitzero"` // when it was notified; zero while it was not
}

// Kind implements Work.
func (Interests) Kind() Kind { return "interests" }

// Lock implements Work: an officer or the member sees what is sensitive, and nobody else.
func (i Interests) Lock() audience.Lock {
	l := audience.Lock{Openness: council.Confidential}
	if i.Owner != 0 {
		l.Owners = []int{i.Owner}
	}
	return l
}

// Marks implements Work.
func (i Interests) Marks() []Mark {
	if slices.ContainsFunc(i.Entries, func(e InterestEntry) bool { return e.Sensitive == AskedWithout }) {
		return []Mark{{"sensitive", "asked"}}
	}
	return nil
}

// Order implements Work.
func (Interests) Order() string { return "" }

// Check implements Work.
func (i Interests) Check() error {
	var faults council.Faults
	for _, e := range i.Entries {
		if e.Of.Check() != nil {
			faults.Add("of", "interest.of.missing")
		}
		if e.Text == "" && e.Sealed.IsZero() {
			faults.Add("text", "interest.text.missing")
		}
		if e.Of == council.Gifts && e.Giver == "" && e.Sensitive == NotSensitive {
			faults.Add("giver", "interest.giver.missing")
		}
		if e.Registered.IsZero() {
			faults.Add("registered", "interest.registered.missing")
		}
		if !e.Ceased.IsZero() && e.Ceased.Before(e.Registered) {
			faults.Add("ceased", "interest.ceased.early")
		}
	}
	for _, t := range i.Told {
		if t.Day.IsZero() {
			faults.Add("told-day", "interest.told.day.missing")
		}
		if t.Text == "" {
			faults.Add("told-text", "interest.told.text.missing")
		}
	}
	return faults.Err()
}

// Entry is the entry with an ID.
func (i Interests) Entry(id int) (InterestEntry, bool) {
	at := slices.IndexFunc(i.Entries, func(e InterestEntry) bool { return e.ID == id })
	if at < 0 {
		return InterestEntry{}, false
	}
	return i.Entries[at], true
}

// Words are what an entry is about, for a viewer whom the register's lock lets in.
func (i Interests) Words(v audience.Viewer, e InterestEntry) (string, error) {
	if e.Sealed.IsZero() {
		return e.Text, nil
	}
	return e.Sealed.Open(v, i.Lock())
}

// ToPublish says whether the public has something else than the register says.
func (i Interests) ToPublish(p gazette.Person) bool {
	entries, withheld := ProjectInterests(i)
	return withheld != p.Withheld || !slices.Equal(entries, p.Interests)
}

// keepsAll says whether the viewer keeps the registers of all members.
func keepsAll(v audience.Viewer) bool {
	return v.Has(audience.Officer, audience.AllBodies) || v.Has(audience.MonitoringOfficer, audience.AllBodies)
}

// Interests are the register of a member's interests, and the person as they are published. To whoever
// keeps neither their own nor all registers it does not exist.
func (r *Register) Interests(ctx context.Context, v audience.Viewer, person int) (k Kept[Interests], p gazette.Person, err error) {
	err = r.look(ctx, v, KeepInterests, func(ctx context.Context, t *turn) error {
		k, p, err = r.interests(ctx, t, person)
		return err
	})
	return k, p, err
}

func (r *Register) interests(ctx context.Context, t *turn, person int) (k Kept[Interests], p gazette.Person, err error) {
	own := t.viewer.Person() == person
	if !own && !keepsAll(t.viewer) {
		return k, p, fmt.Errorf("the interests of person %d: %w", person, council.ErrNotFound)
	}
	if p, err = published[gazette.Person](ctx, r, person); err != nil {
		return k, p, err
	}
	k, err = t.keptInterests(ctx, person, p)
	if own {
		k.Content.Owner = t.viewer.Account()
	}
	return k, p, err
}

// keptInterests is a register as it is kept; where none is, what the record has, at version 0.
func (t *turn) keptInterests(ctx context.Context, person int, p gazette.Person) (Kept[Interests], error) {
	k, err := fetch[Interests](ctx, t, person)
	if !council.IsNotFound(err) {
		return k, err
	}
	return Kept[Interests]{Number: person, Content: fromRecord(p)}, nil
}

// fromRecord is the register of somebody whose entries came to the record before it was kept here.
func fromRecord(p gazette.Person) Interests {
	var i Interests
	for _, e := range p.Interests {
		i.Last++
		i.Entries = append(i.Entries, InterestEntry{ID: i.Last, Of: e.Category, Text: e.Text, Giver: e.Giver, Value: e.Value, Registered: e.Registered, Ceased: e.Ceased, Public: true})
		i.Given = append(i.Given, e.Registered)
	}
	i.Given = append(i.Given, p.InterestsOn)
	slices.SortFunc(i.Given, council.Day.Compare)
	i.Given = slices.DeleteFunc(slices.Compact(i.Given), council.Day.IsZero)
	return i
}

// changeInterests keeps a change to a register that was read at a version.
func (r *Register) changeInterests(ctx context.Context, v audience.Viewer, act Act, person, version int, change func(context.Context, *turn, *Interests) error) error {
	return r.do(ctx, v, act, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, _, err := r.interests(ctx, t, person)
		if err != nil {
			return err
		}
		if k.Version != version {
			return &Stale[Interests]{Mine: k.Content, Theirs: k}
		}
		k.Content.Entries, k.Content.Told = slices.Clone(k.Content.Entries), slices.Clone(k.Content.Told)
		if err := change(ctx, t, &k.Content); err != nil {
			return err
		}
		_, err = put(ctx, t, k)
		return err
	})
}

// SetInterest adds an entry, whose ID is 0, or changes one. It is registered today where it says no other
// day. What it is about is in e.Text; where the member considers it sensitive, it is sealed here. What the
// monitoring officer has agreed to withhold stays withheld.
func (r *Register) SetInterest(ctx context.Context, v audience.Viewer, person, version int, e InterestEntry) error {
	return r.changeInterests(ctx, v, KeepInterests, person, version, func(_ context.Context, t *turn, i *Interests) error {
		if e.Registered.IsZero() {
			e.Registered = council.DayOf(council.InLondon(t.at))
		}
		if e.Of != council.Gifts {
			e.Giver, e.Value = "", 0
		}
		if e.Sensitive != NotSensitive {
			e.Sealed, e.Text = audience.Seal(withGiver(e)), ""
			e.Giver, e.Value = "", 0
		}
		if e.ID == 0 {
			i.Last++
			e.ID, e.Public = i.Last, false
			i.Entries = append(i.Entries, e)
			return nil
		}
		at := slices.IndexFunc(i.Entries, func(one InterestEntry) bool { return one.ID == e.ID })
		if at < 0 {
			return fmt.Errorf("entry %d: %w", e.ID, council.ErrNotFound)
		}
		if e.Public = i.Entries[at].Public; e.Sensitive != NotSensitive && i.Entries[at].Sensitive == Withheld {
			e.Sensitive = Withheld
		}
		i.Entries[at] = e
		return nil
	})
}

// withGiver is the text of an entry with all else that it says, so that nothing of it is lost under seal.
func withGiver(e InterestEntry) string {
	text := e.Text
	if e.Giver != "" {
		text += "; " + e.Giver
	}
	if e.Value != 0 {
		text += "; £" + strconv.Itoa(e.Value)
	}
	return text
}

// RemoveInterest takes out an entry that was made in error and never published; one that was is ended
// with its last day instead, which council.ErrConflict says.
func (r *Register) RemoveInterest(ctx context.Context, v audience.Viewer, person, version, id int) error {
	return r.changeInterests(ctx, v, KeepInterests, person, version, func(_ context.Context, _ *turn, i *Interests) error {
		e, ok := i.Entry(id)
		switch {
		case !ok:
			return fmt.Errorf("entry %d: %w", id, council.ErrNotFound)
		case e.Public:
			return fmt.Errorf("entry %d was published: %w", id, council.ErrConflict)
		}
		i.Entries = slices.DeleteFunc(i.Entries, func(one InterestEntry) bool { return one.ID == id })
		return nil
	})
}

// TellInterest notes that the member disclosed an interest at a meeting that the register does not have.
func (r *Register) TellInterest(ctx context.Context, v audience.Viewer, person, version int, day council.Day, text string) error {
	return r.changeInterests(ctx, v, KeepInterests, person, version, func(_ context.Context, _ *turn, i *Interests) error {
		i.Last++
		i.Told = append(i.Told, ToldInterest{ID: i.Last, Day: day, Text: text})
		return nil
	})
}

// SealInterest is the monitoring officer's decision on an interest that the member considers sensitive: it
// is withheld, or is registered as any other.
func (r *Register) SealInterest(ctx context.Context, v audience.Viewer, person, version, id int, withhold bool) error {
	return r.changeInterests(ctx, v, SealInterest, person, version, func(_ context.Context, t *turn, i *Interests) error {
		at := slices.IndexFunc(i.Entries, func(e InterestEntry) bool { return e.ID == id })
		if at < 0 || i.Entries[at].Sensitive == NotSensitive {
			return fmt.Errorf("sensitive entry %d: %w", id, council.ErrNotFound)
		}
		if withhold {
			i.Entries[at].Sensitive = Withheld
			return nil
		}
		words, err := i.Words(t.viewer, i.Entries[at])
		i.Entries[at].Text, i.Entries[at].Sealed, i.Entries[at].Sensitive = words, audience.Sealed{}, NotSensitive
		return err
	})
}

// GiveInterests says that the register is what the member gave on a day, and publishes it: in the draft of
// the person too, where there is one. A day to come is a fault.
func (r *Register) GiveInterests(ctx context.Context, v audience.Viewer, person, version int, day council.Day) error {
	return r.changeInterests(ctx, v, KeepInterests, person, version, func(ctx context.Context, t *turn, i *Interests) error {
		today := council.DayOf(council.InLondon(t.at))
		if day.IsZero() {
			day = today
		}
		if day.After(today) {
			var faults council.Faults
			faults.Add("given", "interest.given.ahead")
			return faults.Err()
		}
		i.give(day)
		return r.publishInterests(ctx, t, person, *i)
	})
}

// give marks what is published, and the disclosures that the entries answer.
func (i *Interests) give(day council.Day) {
	i.Given = append(slices.Clone(i.Given), day)
	slices.SortFunc(i.Given, council.Day.Compare)
	i.Given = slices.Compact(i.Given)
	for n, e := range i.Entries {
		if e.Sensitive != NotSensitive {
			continue
		}
		i.Entries[n].Public = true
	}
	for n, t := range i.Told {
		if t.Done.IsZero() && slices.ContainsFunc(i.Entries, func(e InterestEntry) bool { return e.Told == t.ID }) {
			i.Told[n].Done = day
		}
	}
}

func (r *Register) publishInterests(ctx context.Context, t *turn, person int, i Interests) error {
	p, err := published[gazette.Person](ctx, r, person)
	if err != nil {
		return err
	}
	with := func(p gazette.Person) gazette.Person {
		p.Interests, p.Withheld = ProjectInterests(i)
		p.InterestsOn = i.Given[len(i.Given)-1]
		return p
	}
	out, err := edition(gazette.Subject{Kind: gazette.KindPerson, Number: person}, with(p))
	return errors.Join(err, t.alsoInDraft(ctx, person, with), t.send(ctx, out))
}
