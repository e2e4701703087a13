package sqldb

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// FindBody implements gazette.Act.
func (a *act) FindBody(ctx context.Context, name string, on council.Day) (int, error) {
	wanted := gazette.FoldBodyName(name)
	return a.findOne(ctx, gazette.KindBody, fmt.Sprintf("body %q", name), func(content any) bool {
		b, _ := content.(gazette.Body)
		called := b.NameOn(on)
		return gazette.FoldBodyName(called.En) == wanted || called.Cy != "" && gazette.FoldBodyName(called.Cy) == wanted
	})
}

// FindWard implements gazette.Act.
func (a *act) FindWard(ctx context.Context, name string) (int, error) {
	wanted := gazette.Fold(name)
	return a.findOne(ctx, gazette.KindWard, fmt.Sprintf("ward %q", name), func(content any) bool {
		w, _ := content.(gazette.Ward)
		return gazette.Fold(w.Name.En) == wanted || w.Name.Cy != "" && gazette.Fold(w.Name.Cy) == wanted
	})
}

// FindPerson implements gazette.Act.
func (a *act) FindPerson(ctx context.Context, name string, on council.Day) (int, error) {
	wanted := gazette.Fold(withoutStyle(name))
	return a.findOne(ctx, gazette.KindPerson, fmt.Sprintf("person %q", name), func(content any) bool {
		p, _ := content.(gazette.Person)
		return gazette.Fold(withoutStyle(p.Name)) == wanted && activeOn(p, on)
	})
}

func withoutStyle(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 {
		switch strings.ToLower(strings.Trim(words[0], ".")) {
		case "councillor", "cllr", "the", "mayor", "dr", "mr", "mrs", "ms", "miss", "y", "cynghorydd":
			words = words[1:]
		default:
			return strings.Join(words, " ")
		}
	}
	return strings.Join(words, " ")
}

func activeOn(p gazette.Person, on council.Day) bool {
	var spells []council.Spell
	for _, s := range p.Represents {
		spells = append(spells, s.Spell)
	}
	for _, s := range p.Memberships {
		spells = append(spells, s.Spell)
	}
	for _, s := range p.Posts {
		spells = append(spells, s.Spell)
	}
	for _, s := range spells {
		if s.Covers(on) {
			return true
		}
	}
	return len(spells) == 0
}

// findOne is the one subject of a kind whose latest content matches. The kinds looked through are
// short: bodies, wards, people.
func (a *act) findOne(ctx context.Context, kind gazette.Kind, what string, matches func(any) bool) (int, error) {
	numbers, err := a.tx.numbers(ctx, `SELECT number FROM latest WHERE kind = $1 ORDER BY number`, string(kind))
	if err != nil {
		return 0, err
	}
	found := 0
	for _, n := range numbers {
		e, err := a.projector.Latest(ctx, gazette.Subject{Kind: kind, Number: n})
		if err != nil {
			return 0, err
		}
		if !matches(e.Content) {
			continue
		}
		if found != 0 {
			return 0, fmt.Errorf("%s is the name of both number %d and number %d: %w", what, found, n, council.ErrNotFound)
		}
		found = n
	}
	if found == 0 {
		return 0, fmt.Errorf("%s: %w", what, council.ErrNotFound)
	}
	return found, nil
}

// FindMeetings implements gazette.Act. It reads latest contents, not the projected accounts, since
// those are made when the act ends.
func (a *act) FindMeetings(ctx context.Context, body int, day council.Day) ([]int, error) {
	numbers, err := a.projector.Mentioning(ctx, gazette.Subject{Kind: gazette.KindBody, Number: body}, gazette.KindMeeting)
	if err != nil {
		return nil, err
	}
	return a.matching(ctx, gazette.KindMeeting, numbers, func(content any) bool {
		m, ok := content.(gazette.Meeting)
		return ok && m.Body == body && m.Day == day
	})
}

// FindItem implements gazette.Act.
func (a *act) FindItem(ctx context.Context, item int) (int, error) {
	meetings, err := a.tx.numbers(ctx, `SELECT meeting FROM item WHERE number = $1`, item)
	if err != nil {
		return 0, err
	}
	if len(meetings) == 0 {
		return 0, fmt.Errorf("item %d: %w", item, council.ErrNotFound)
	}
	return meetings[0], nil
}

// FindConsidering implements gazette.Act.
func (a *act) FindConsidering(ctx context.Context, issue int) ([]int, error) {
	return a.projector.Mentioning(ctx, gazette.Subject{Kind: gazette.KindIssue, Number: issue}, gazette.KindAgenda)
}

// FindDecisions implements gazette.Act. A meeting that a decision was called in to mentions it too.
func (a *act) FindDecisions(ctx context.Context, meeting int) ([]int, error) {
	numbers, err := a.projector.Mentioning(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: meeting}, gazette.KindDecision)
	if err != nil {
		return nil, err
	}
	return a.matching(ctx, gazette.KindDecision, numbers, func(content any) bool {
		d, ok := content.(gazette.Decision)
		return ok && d.Meeting == meeting
	})
}

// FindAddressed implements gazette.Act.
func (a *act) FindAddressed(ctx context.Context, name string) ([]int, error) {
	numbers, err := a.tx.numbers(ctx, `SELECT number FROM latest WHERE kind = $1 ORDER BY number`, string(gazette.KindMinutes))
	if err != nil {
		return nil, err
	}
	wanted := gazette.FoldBodyName(name)
	return a.matching(ctx, gazette.KindMinutes, numbers, func(content any) bool {
		m, _ := content.(gazette.Minutes)
		return slices.ContainsFunc(m.Items, func(it gazette.ItemMinute) bool {
			return slices.ContainsFunc(it.Resolution, func(l gazette.Limb) bool {
				return l.Addressee != "" && l.AddresseeBody == 0 && gazette.FoldBodyName(l.Addressee) == wanted
			})
		})
	})
}

// matching are those of the numbers of a kind whose latest content matches.
func (a *act) matching(ctx context.Context, kind gazette.Kind, numbers []int, matches func(any) bool) ([]int, error) {
	var found []int
	for _, n := range numbers {
		e, err := a.projector.Latest(ctx, gazette.Subject{Kind: kind, Number: n})
		if err != nil {
			return nil, err
		}
		if matches(e.Content) {
			found = append(found, n)
		}
	}
	return found, nil
}

// FindDocuments implements gazette.Act.
func (a *act) FindDocuments(ctx context.Context, title string, size int64) ([]int, error) {
	return a.tx.numbers(ctx, `SELECT number FROM document WHERE (title_en = $1 OR title_cy = $1) AND size = $2 ORDER BY number`, title, size)
}
