package register

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// Customs are how this council does things where law and this program leave it a choice.
type Customs struct {
	Deadlines deadline.Customs `json:"deadlines"`
	// Capacities are what approvers clear reports for, in the council's own words and order.
	Capacities []string `json:"capacities,omitempty"`
	// Threshold is the sum in pounds from which a decision is key; 0 where it is not set.
	Threshold int `json:"threshold,omitzero"`
	// Gifts is the value in pounds from which the code of conduct has gifts and hospitality registered; 0
	// where it is not set.
	Gifts  int           `json:"gifts,omitzero"`
	CallIn CallInCustoms `json:"callIn,omitzero"`
	// DraftMinutes is within how many days after a meeting its minutes are to be published as a draft; 0
	// where it is not set.
	DraftMinutes int `json:"draftMinutes,omitzero"`
	// Reviews says that the public is told when what is kept from it is looked at again.
	Reviews bool `json:"reviews,omitempty"`
	// Figures are those by which the public sees how the council keeps its times.
	Figures []gazette.FigureID `json:"figures,omitempty"`
	// Phrases stand at hand while minutes are written, after those of the body itself.
	Phrases []council.Text `json:"phrases,omitempty"`
	// Offline is for how many hours papers may be read on a device that does not ask the desk; 0 where it is
	// not set.
	Offline int `json:"offline,omitzero"`
}

// CallInCustoms are who may call a decision in (Local Government Act 2000 s9F leaves it to the council). The
// period is among the deadlines, under deadline.CallIn.
type CallInCustoms struct {
	Members int  `json:"members,omitzero"`  // how many members together
	Chair   bool `json:"chair,omitempty"`   // the chair of the scrutiny committee alone
	CoOpted bool `json:"coOpted,omitempty"` // co-opted members with a vote count among them
	// Outside says that members of the executive may not.
	Outside bool `json:"outside,omitempty"`
	// HearWithin is within how many working days of the call-in it must be heard, or the decision stands; 0
	// where the constitution sets no such time.
	HearWithin int `json:"hearWithin,omitzero"`
}

// UsualCustoms are those of a council that has not chosen yet.
func UsualCustoms() Customs {
	return Customs{Deadlines: deadline.Usual(deadline.England), Capacities: []string{"Finance", "Legal", "Equalities", "Director", "Portfolio holder"},
		CallIn: CallInCustoms{Members: 3, Outside: true}, DraftMinutes: 10, Phrases: usualPhrases()}
}

// usualPhrases are what minutes most often say.
func usualPhrases() []council.Text {
	return []council.Text{
		{En: "RESOLVED – That the report be noted.", Cy: "PENDERFYNWYD nodi’r adroddiad."},
		{En: "RESOLVED – That the minutes of the last meeting be approved as a correct record.", Cy: "PENDERFYNWYD cymeradwyo cofnodion y cyfarfod diwethaf fel cofnod cywir."},
		{En: "RESOLVED – That, under section 100A(4) of the Local Government Act 1972, the public be excluded from the meeting for the following item on the grounds that it involves the likely disclosure of exempt information.",
			Cy: "PENDERFYNWYD, o dan adran 100A(4) Deddf Llywodraeth Leol 1972, eithrio’r cyhoedd o’r cyfarfod ar gyfer yr eitem ganlynol ar y sail ei bod yn debygol o ddatgelu gwybodaeth eithriedig."},
		{En: "The following points were raised:", Cy: "Codwyd y pwyntiau canlynol:"},
		{En: "In response, it was explained that", Cy: "Mewn ymateb, eglurwyd"},
		{En: "It was moved and seconded", Cy: "Cynigiwyd ac eiliwyd"},
		{En: "The Chair thanked the officers for their report.", Cy: "Diolchodd y Cadeirydd i’r swyddogion am eu hadroddiad."},
	}
}

// Kind implements Work.
func (Customs) Kind() Kind { return "customs" }

// Lock implements Work: every officer works by them.
func (Customs) Lock() audience.Lock { return audience.Lock{} }

// Marks implements Work.
func (Customs) Marks() []Mark { return nil }

// Order implements Work.
func (Customs) Order() string { return "" }

// Check implements Work.
func (c Customs) Check() error {
	var faults council.Faults
	if slices.ContainsFunc(c.Capacities, func(s string) bool { return strings.TrimSpace(s) == "" }) {
		faults.Add("capacities", "customs.capacity.empty")
	}
	if c.Gifts < 0 || c.CallIn.Members < 0 || c.CallIn.HearWithin < 0 {
		faults.Add("gifts", "customs.gifts.negative")
	}
	if c.Threshold < 0 {
		faults.Add("threshold", "customs.threshold.negative")
	}
	if slices.ContainsFunc(c.Figures, func(id gazette.FigureID) bool { return !slices.Contains(gazette.FigureIDs(), id) }) {
		faults.Add("figures", "customs.figures.unknown")
	}
	if c.Offline < 0 {
		faults.Add("offline", "customs.offline.negative")
	}
	if c.DraftMinutes < 0 {
		faults.Add("draft-minutes", "customs.draft-minutes.negative")
	}
	return errors.Join(faults.Err(), c.Deadlines.Check())
}

// customsNumber is the number of a council's one set of customs.
const customsNumber = 1

// councilNumber is the public number of the council itself.
const councilNumber = 1

// Customs are the council's customs, at version 0 while it has chosen none.
func (r *Register) Customs(ctx context.Context, v audience.Viewer) (k Kept[Customs], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = t.customs(ctx)
		return err
	})
	return k, err
}

func (t *turn) customs(ctx context.Context) (Kept[Customs], error) {
	k, err := fetch[Customs](ctx, t, customsNumber)
	if council.IsNotFound(err) {
		return Kept[Customs]{Number: customsNumber, Content: UsualCustoms()}, nil
	}
	return k, err
}

// ChangeCustoms keeps the council's customs. What figures the public sees, and what they are held against, is
// published with them.
func (r *Register) ChangeCustoms(ctx context.Context, v audience.Viewer, version int, c Customs) error {
	return r.do(ctx, v, ChangeCouncil, audience.AllBodies, func(ctx context.Context, t *turn) error {
		if _, err := put(ctx, t, Kept[Customs]{Number: customsNumber, Version: version, Content: c}); err != nil {
			return err
		}
		return r.publishFigures(ctx, t, ProjectFigures(c))
	})
}

// publishFigures publishes the council with its choice of figures, where that is another than it was.
func (r *Register) publishFigures(ctx context.Context, t *turn, f *gazette.Figures) error {
	c, err := published[gazette.Council](ctx, r, councilNumber)
	if council.IsNotFound(err) {
		return nil // nobody has named it yet
	}
	if err != nil || reflect.DeepEqual(c.Figures, f) {
		return err
	}
	c.Figures = f
	out, err := edition(gazette.Subject{Kind: gazette.KindCouncil, Number: councilNumber}, c)
	if err != nil {
		return err
	}
	return t.send(ctx, out)
}
