package deadline

import (
	"fmt"
	"slices"

	"moothall/internal/council"
)

// Customs are a council's own choices where statute leaves them to it, as its constitution has
// them. Usual gives those that most have.
type Customs struct {
	Nation   Nation              `json:"nation"`
	Counting map[RuleID]Counting `json:"counting,omitempty"` // where the council counts otherwise than is usual
	Lengths  map[RuleID]int      `json:"lengths,omitempty"`  // in the rule's unit, where the constitution sets or betters it
	Days     []OwnDay            `json:"days,omitempty"`     // that count otherwise than the table of bank holidays
	Closes   council.Clock       `json:"closes,omitempty"`   // when the offices close and a last day ends; empty for midnight
	Soon     int                 `json:"soon"`               // how many days before its last day a thing is due
}

// Usual are the customs of most councils of the nation: statements of decisions within two working
// days, five working days for call-in, and a week's warning.
func Usual(n Nation) Customs {
	lengths := map[RuleID]int{DecisionStatement: 2, CallIn: 5}
	if n == England {
		lengths[OfficerRecord] = 2
	}
	return Customs{Nation: n, Lengths: lengths, Soon: 7}
}

// Check says whether the customs are lawful: nothing may be chosen that statute has settled, and
// no length of a council's own may be worse than the statute's. The error is council.ErrInvalid.
func (c Customs) Check() error {
	if err := c.Nation.Check(); err != nil {
		return err
	}
	if _, err := council.ParseClock(string(c.Closes)); c.Closes != "" && err != nil {
		return fmt.Errorf("when the offices close: %w", err)
	}
	if c.Soon < 0 {
		return fmt.Errorf("a warning %d days before: %w", c.Soon, council.ErrInvalid)
	}
	for id, counting := range c.Counting {
		if err := c.checkCounting(id, counting); err != nil {
			return err
		}
	}
	for id, length := range c.Lengths {
		if err := c.checkLength(id, length); err != nil {
			return err
		}
	}
	return c.checkDays()
}

func (c Customs) checkCounting(id RuleID, counting Counting) error {
	if counting != WorkingDays && counting != CalendarDays {
		return fmt.Errorf("%q is no way of counting: %w", string(counting), council.ErrInvalid)
	}
	for _, r := range c.rules(id) {
		if r.Choice {
			return nil
		}
	}
	return fmt.Errorf("the counting of %q is not a council's to choose: %w", string(id), council.ErrInvalid)
}

func (c Customs) checkLength(id RuleID, length int) error {
	rules := c.rules(id)
	if len(rules) == 0 || length < 0 {
		return fmt.Errorf("%q for %d: there is no such rule or length: %w", string(id), length, council.ErrInvalid)
	}
	for _, r := range rules {
		// More notice than the statute asks for, a longer keeping, a quicker answer.
		better := r.Way == After && length <= r.Length || r.Way != After && length >= r.Length
		if !better && !r.OwnLength {
			return fmt.Errorf("%d for %q is less than %s gives: %w", length, string(id), r.Statute, council.ErrInvalid)
		}
	}
	return nil
}

func (c Customs) checkDays() error {
	seen := map[council.Day]bool{}
	for _, own := range c.Days {
		if own.Day.IsZero() || seen[own.Day] {
			return fmt.Errorf("the council's own day %q stands twice or has no date: %w", own.Day, council.ErrInvalid)
		}
		seen[own.Day] = true
	}
	return nil
}

// rules are the rules of that name as they stand now: those of the council's nation without an end.
func (c Customs) rules(id RuleID) []Rule {
	return slices.DeleteFunc(Rules(), func(r Rule) bool {
		return r.ID != id || !slices.Contains(r.Nations, c.Nation) || !r.InForce.To.IsZero()
	})
}

// counting is how the days of the rule are counted, and length how many there are.
func (c Customs) counting(r Rule) Counting {
	if own := c.Counting[r.ID]; own != "" && r.Choice {
		return own
	}
	return r.Counting
}

func (c Customs) length(r Rule) int {
	if own, ok := c.Lengths[r.ID]; ok {
		return own
	}
	return r.Length
}
