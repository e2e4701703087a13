package register

import (
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// Agenda is a meeting's agenda as it is being made. Its number is the meeting's.
type Agenda struct {
	Body     int              `json:"body"`
	Day      council.Day      `json:"day"`
	Items    []int            `json:"items"` // item numbers in order
	Numbers  NumberStyle      `json:"numbers,omitzero"`
	Editions []PrintedEdition `json:"editions,omitempty"` // published so far
	Grounds  []LawfulGround   `json:"grounds,omitempty"`
}

// PrintedEdition is an edition of the agenda that was published.
type PrintedEdition struct {
	Label council.Text `json:"label"`
	On    council.Day  `json:"on"`
	Added []int        `json:"added,omitempty"` // item numbers that it added
	// Release says that it gave the public what an item had kept from it, and is no supplement.
	Release bool `json:"release,omitempty"`
	// Withdrawn is why it was taken down while it was the latest, so that the public had no agenda then; zero
	// for one that was not.
	Withdrawn council.Text `json:"withdrawn,omitzero"`
}

// stands says whether the edition was not taken down.
func (e PrintedEdition) stands() bool { return e.Withdrawn.IsZero() }

// Standing are the editions that count as published: all but those that were taken down.
func (a Agenda) Standing() []PrintedEdition {
	return slices.DeleteFunc(slices.Clone(a.Editions), func(e PrintedEdition) bool { return !e.stands() })
}

// LawfulGround is the lawful ground on which something goes ahead after its last lawful moment.
type LawfulGround struct {
	Rule   deadline.RuleID     `json:"rule"`
	Way    deadline.OverrideID `json:"way"`
	Item   int                 `json:"item,omitzero"` // for a late item
	By     string              `json:"by"`            // who held it urgent, or agreed
	Reason council.Text        `json:"reason"`        // the special circumstances, printed
	On     council.Day         `json:"on"`
}

// Kind implements Work.
func (Agenda) Kind() Kind { return "agenda" }

// Lock implements Work.
func (a Agenda) Lock() audience.Lock {
	return audience.Lock{Body: a.Body, Tabled: len(a.Standing()) > 0}
}

// Marks implements Work.
func (a Agenda) Marks() []Mark { return []Mark{{"body", fmt.Sprint(a.Body)}} }

// Order implements Work.
func (a Agenda) Order() string { return a.Day.String() }

// Check implements Work.
func (a Agenda) Check() error {
	items := slices.Sorted(slices.Values(a.Items))
	if len(slices.Compact(items)) != len(a.Items) {
		return council.Invalid("an item stands twice on the agenda")
	}
	return nil
}

// Item is an agenda item as it is being made. Its number is the public number that it will have.
type Item struct {
	Meeting    int                 `json:"meeting"`
	Body       int                 `json:"body"`
	Depth      int                 `json:"depth,omitzero"`
	Heading    bool                `json:"heading,omitzero"`
	Procedural bool                `json:"procedural,omitzero"`
	Title      council.Text        `json:"title"` // as the public will read it, exempt or not
	Purpose    council.Text        `json:"purpose,omitzero"`
	Lead       string              `json:"lead,omitzero"`
	Asked      []gazette.Ask       `json:"asked,omitempty"` // public unless the item is exempt
	References []string            `json:"references,omitempty"`
	Contacts   []gazette.Contact   `json:"contacts,omitempty"`
	Issues     []gazette.ItemIssue `json:"issues,omitempty"` // several for a joint item
	Report     int                 `json:"report,omitzero"`
	Papers     []int               `json:"papers,omitempty"` // document numbers in order
	Ground     audience.Ground     `json:"ground,omitzero"`
	Private    Words               `json:"private,omitzero"` // what only members of the body and officers may read of it
	Key        bool                `json:"key,omitzero"`     // a key decision is to be made at it
	Printed    bool                `json:"printed,omitzero"` // stands in a published edition
	Withdrawn  council.Text        `json:"withdrawn,omitzero"`
	Minutes    []int               `json:"minutes,omitempty"` // the meetings whose minutes are approved at it
	// Released says that it was kept from the public until it was released; what was private in it is then
	// Summary, which is public.
	Released *Release     `json:"released,omitempty"`
	Summary  council.Text `json:"summary,omitzero"` // HTML
}

// Kind implements Work.
func (Item) Kind() Kind { return "item" }

// Lock implements Work.
func (i Item) Lock() audience.Lock {
	return audience.Lock{Body: i.Body, Openness: i.Ground.Openness, Tabled: i.Printed}
}

// Marks implements Work.
func (i Item) Marks() []Mark {
	marks := []Mark{{"meeting", fmt.Sprint(i.Meeting)}}
	if i.Report != 0 {
		marks = append(marks, Mark{"report", fmt.Sprint(i.Report)})
	}
	if !i.Ground.Review.IsZero() {
		marks = append(marks, Mark{"review", "due"})
	}
	return marks
}

// Order implements Work: the agenda holds the order of its items.
func (i Item) Order() string { return fmt.Sprintf("%09d", i.Meeting) }

// Check implements Work.
func (i Item) Check() error {
	var faults council.Faults
	if i.Title.IsZero() {
		faults.Add("title", "item.title.missing")
	}
	if i.Depth < 0 || i.Depth > deepest {
		faults.Add("depth", "item.depth.wrong")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return i.Ground.Check()
}

// deepest is how far sub-items may go: "1.(iv)" has depth 1, "6(a)(ii)" depth 2.
const deepest = 2
