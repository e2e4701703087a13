package gazette

import (
	"errors"
	"fmt"
	"regexp"

	"moothall/internal/council"
)

// The rules that a content must keep to be published. They hold what a reader of the record may
// rely on; whether something ought to be published is the publisher's business.

func need(ok bool, what string) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%s is missing: %w", what, council.ErrInvalid)
}

func ordered(s council.Spell, what string) error {
	if s.From.IsZero() || s.To.IsZero() || !s.To.Before(s.From) {
		return nil
	}
	return fmt.Errorf("%s ends on %v, before it begins on %v: %w", what, s.To, s.From, council.ErrInvalid)
}

func oneOf[T comparable](w T, what string, words ...T) error {
	for _, known := range words {
		if w == known {
			return nil
		}
	}
	return fmt.Errorf("%v is not a %s: %w", w, what, council.ErrInvalid)
}

func (c Council) check() error {
	return errors.Join(need(!c.Name.IsZero(), "the council's name"), c.Figures.check())
}

func (c Ward) check() error  { return need(!c.Name.IsZero(), "the ward's name") }
func (c Party) check() error { return need(!c.Name.IsZero(), "the party's name") }

func (c Person) check() error {
	errs := []error{need(c.Name != "", "the person's name")}
	for _, s := range c.Represents {
		errs = append(errs, ordered(s.Spell, "a time as councillor"))
	}
	for _, s := range c.Parties {
		errs = append(errs, ordered(s.Spell, "a time in a party"))
	}
	for _, s := range c.Posts {
		errs = append(errs, need(!s.Title.IsZero(), "a post's title"), ordered(s.Spell, "a post"))
	}
	for _, s := range c.Memberships {
		errs = append(errs, ordered(s.Spell, "a membership"),
			oneOf(s.Role, "role of a member", Chair, ViceChair, Member, SubstituteFor, CoOpted, Representative))
	}
	for _, i := range c.Interests {
		errs = append(errs, i.Category.Check(), need(i.Text != "", "what the interest is"))
	}
	return errors.Join(errs...)
}

func (c Body) check() error {
	errs := []error{need(!c.Name.IsZero(), "the body's name"), c.Kind.Check(), ordered(c.Spell, "the body")}
	for _, n := range c.Names {
		errs = append(errs, need(!n.Name.IsZero(), "a former name"), ordered(n.Spell, "a former name"))
	}
	return errors.Join(errs...)
}

func (c Issue) check() error {
	errs := []error{need(!c.Title.IsZero(), "the issue's title")}
	for _, r := range c.Relations {
		errs = append(errs, r.Kind.Check())
	}
	for _, p := range c.Planned {
		errs = append(errs, p.Role.Check(), need(p.Body != 0, "the body of a planned consideration"),
			need(!p.Due.IsZero(), "the day of a planned consideration"))
	}
	return errors.Join(errs...)
}

func (c Meeting) check() error {
	return errors.Join(need(c.Body != 0, "the meeting's body"), need(!c.Day.IsZero(), "the meeting's day"), c.State.Check())
}

func (c Agenda) check() error {
	errs := []error{need(!c.Label.IsZero(), "the edition's label")}
	seen := map[int]bool{}
	for _, it := range c.Items {
		if seen[it.Number] {
			errs = append(errs, fmt.Errorf("item %d stands twice on the agenda: %w", it.Number, council.ErrInvalid))
		}
		seen[it.Number] = true
		errs = append(errs, it.check())
	}
	return errors.Join(errs...)
}

func (c Item) check() error {
	errs := []error{need(c.Number > 0, "an item's number"), need(!c.Title.IsZero(), fmt.Sprintf("the title of item %d", c.Number))}
	for _, i := range c.Issues {
		errs = append(errs, i.Role.Check(), need(i.Issue != 0, fmt.Sprintf("the issue of item %d", c.Number)))
	}
	if c.Procedural && len(c.Issues) > 0 {
		errs = append(errs, fmt.Errorf("item %d is procedural, so it cannot bring an issue: %w", c.Number, council.ErrInvalid))
	}
	for _, r := range c.Responses {
		errs = append(errs, need(r.Item != 0 && r.Raised != "", fmt.Sprintf("the point to which item %d responds", c.Number)))
	}
	if c.Openness != "" {
		errs = append(errs, c.Openness.Check())
	}
	if c.Urgency != nil {
		errs = append(errs, need(c.Urgency.By != "" && !c.Urgency.Reason.IsZero(),
			fmt.Sprintf("who held item %d urgent, and why,", c.Number)))
	}
	return errors.Join(errs...)
}

func (c Minutes) check() error {
	errs := []error{c.State.Check()}
	for _, a := range c.Attendance {
		errs = append(errs, a.Presence.Check(), need(a.Person != 0 || a.Name != "", "the name of somebody at the meeting"))
	}
	for _, d := range c.Declarations {
		errs = append(errs, d.Kind.Check(), need(d.Person != 0 || d.Name != "", "the name of somebody who declared"))
	}
	for _, it := range c.Items {
		errs = append(errs, it.check())
	}
	if c.SignedText != "" && !hexHash.MatchString(c.SignedText) {
		errs = append(errs, fmt.Errorf("%q is not a SHA-256 in hexadecimal: %w", c.SignedText, council.ErrInvalid))
	}
	for _, k := range c.Corrections {
		errs = append(errs, need(!k.Was.IsZero() || !k.Now.IsZero(), fmt.Sprintf("what was corrected at item %d", k.Item)))
	}
	return errors.Join(errs...)
}

func (c ItemMinute) check() error {
	errs := []error{need(c.Item > 0, "the number of a minuted item")}
	for _, l := range c.Resolution {
		errs = append(errs, l.Verb.Check(), need(l.Text != "", fmt.Sprintf("the text of a limb of item %d", c.Item)))
		if l.Vote == nil {
			continue
		}
		for _, v := range l.Vote.ByName {
			errs = append(errs, v.Choice.Check(), need(v.Person != 0, "the name of somebody who voted"))
		}
	}
	for _, p := range c.Points {
		errs = append(errs, need(p.Text != "", fmt.Sprintf("the text of a point raised at item %d", c.Item)))
	}
	return errors.Join(errs...)
}

var hexHash = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (c Document) check() error {
	errs := []error{need(!c.Title.IsZero(), "the document's title"), c.Kind.Check()}
	if c.File != nil {
		errs = append(errs, need(c.File.Name != "", "the name of the document's file"))
		if !hexHash.MatchString(c.File.SHA256) {
			errs = append(errs, fmt.Errorf("%q is not a SHA-256 in hexadecimal: %w", c.File.SHA256, council.ErrInvalid))
		}
	}
	if !c.Withdrawn.IsZero() {
		errs = append(errs, need(c.File == nil && len(c.Text) == 0 && c.HTML == "", "whether it is withdrawn: what is has no file or text here; that"))
	}
	if c.Pack != nil {
		errs = append(errs, need(c.Kind == council.AgendaPack && c.Pack.Meeting != 0, "the meeting whose agenda pack it is"))
	}
	if c.Openness != "" && c.Openness != council.Open {
		errs = append(errs, need(c.File == nil && len(c.Text) == 0 && c.HTML == "", "openness: what is not open has no file or text here; its openness"))
	}
	return errors.Join(errs...)
}

func (c Decision) check() error {
	errs := []error{need(!c.Title.IsZero(), "the decision's title"), need(!c.Day.IsZero(), "the decision's day"),
		need(!c.Text.IsZero(), "the decision's text"), need(c.Body != 0 || !c.Maker.IsZero(), "the decision maker")}
	if c.CallIn != nil {
		errs = append(errs, need(!c.CallIn.Until.IsZero(), "the end of the call-in period"), oneOf(c.CallIn.Outcome, "outcome of call-in",
			CallInOpen, CallInPassed, CallInCalled, CallInLapsed, CallInNoAction, CallInReconsider, CallInReferred))
	}
	if c.NoCallIn != nil {
		errs = append(errs, need(c.CallIn == nil, "that it can be called in and cannot: one of the two"), need(!c.NoCallIn.Reason.IsZero(), "why it cannot be called in"),
			oneOf(c.NoCallIn.Ground, "ground against call-in", FrameworkGround, UrgencyGround, ExceptedGround))
	}
	return errors.Join(errs...)
}

func (c ForwardPlan) check() error {
	errs := []error{need(!c.Title.IsZero(), "the plan's title"), ordered(c.Period, "the plan's period")}
	for _, it := range c.Items {
		errs = append(errs, need(it.Issue != 0, "the issue of a planned decision"),
			need(!it.Due.IsZero(), "the day of a planned decision"),
			need(it.Body != 0 || !it.Maker.IsZero(), "the maker of a planned decision"))
	}
	return errors.Join(errs...)
}

func (c Answer) check() error {
	return errors.Join(need(c.Meeting != 0 && c.Item != 0 && c.Limb != 0, "what is answered"), need(c.By != 0 && c.ByItem != 0, "what answers"),
		oneOf(c.Answer, "answer", council.Accepted, council.AcceptedAmended, council.NotAccepted))
}

func (c Action) check() error {
	errs := []error{need(c.Body != 0 && c.Meeting != 0 && c.Item != 0 && c.Limb != 0, "the limb of an action"), need(!c.Title.IsZero(), "the title of an action's item"),
		need(c.Text != "", "what an action asks"), need(!c.Decided.IsZero(), "the day of an action's resolution"),
		oneOf(c.End, "end of an action", "", ActionDone, ActionCancelled)}
	for _, n := range c.Notes {
		errs = append(errs, need(!n.On.IsZero() && n.Text+n.Evidence != "", "what a note on an action says, and when,"))
	}
	return errors.Join(errs...)
}

func (c Takedown) check() error {
	return errors.Join(need(!c.Reason.IsZero(), "the reason of the takedown"),
		oneOf(c.Ground, "ground of a takedown", TakedownGrounds()...))
}
