package sqldb

import (
	"context"
	"fmt"
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
	numbers, err := a.tx.numbers(ctx, `SELECT by_number FROM mention WHERE kind = $1 AND number = $2 AND by_kind = $3 ORDER BY by_number`,
		string(gazette.KindBody), body, string(gazette.KindMeeting))
	if err != nil {
		return nil, err
	}
	var found []int
	for _, n := range numbers {
		e, err := a.projector.Latest(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: n})
		if err != nil {
			return nil, err
		}
		if m, ok := e.Content.(gazette.Meeting); ok && m.Body == body && m.Day == day {
			found = append(found, n)
		}
	}
	return found, nil
}

// FindDocuments implements gazette.Act.
func (a *act) FindDocuments(ctx context.Context, title string, size int64) ([]int, error) {
	return a.tx.numbers(ctx, `SELECT number FROM document WHERE (title_en = $1 OR title_cy = $1) AND size = $2 ORDER BY number`, title, size)
}
