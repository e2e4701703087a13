package register

import (
	"context"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// InterestMatch is an entry of a member's register of interests that may bear on an item, since both have the same
// words. It is a prompt: nothing is recorded by it, and whoever has an interest knows it better.
type InterestMatch struct {
	Item   int
	Person int
	Of     council.Registrable
	Text   string   // what the entry says, for a viewer who may read it
	Shared []string // the words that both have, folded
}

// MatchInterests gives the entries that may bear on items, of those among some people whose registers the viewer
// keeps: their own, or everybody's. What is sensitive is looked through with the rest, since nobody else may read it
// there either.
func (r *Register) MatchInterests(ctx context.Context, v audience.Viewer, items []ItemWork, people []int) (list []InterestMatch, err error) {
	err = r.look(ctx, v, KeepInterests, func(ctx context.Context, t *turn) error {
		registers := map[int]Interests{}
		for _, person := range people {
			k, _, err := r.interests(ctx, t, person)
			if err != nil && !council.IsNotFound(err) {
				return err
			}
			registers[person] = k.Content
		}
		for _, one := range items {
			about, err := r.about(ctx, one)
			if err != nil {
				return err
			}
			for _, person := range people {
				found, err := t.matches(about, registers[person])
				if err != nil {
					return err
				}
				for _, m := range found {
					m.Item, m.Person = one.Number, person
					list = append(list, m)
				}
			}
		}
		return nil
	})
	return list, err
}

// matches are the entries that share words with a text. Those that have ceased are no interests any longer.
func (t *turn) matches(about map[string]bool, i Interests) (list []InterestMatch, err error) {
	today := council.DayOf(council.InLondon(t.at))
	for _, e := range i.Entries {
		if !e.Ceased.IsZero() && e.Ceased.Before(today) {
			continue
		}
		text, err := i.Words(t.viewer, e)
		if err != nil {
			return nil, err
		}
		if shared := sharedWords(about, e.Giver+" "+text); len(shared) > 0 {
			list = append(list, InterestMatch{Of: e.Of, Text: strings.TrimSpace(text), Shared: shared})
		}
	}
	return list, nil
}

// about are the words of an item: its title, purpose and what it asks, its papers, its issues and their wards.
func (r *Register) about(ctx context.Context, one ItemWork) (map[string]bool, error) {
	c := one.Content
	texts := []string{gazette.FoldText(c.Title), gazette.FoldText(c.Purpose)}
	for _, a := range c.Asked {
		texts = append(texts, gazette.FoldText(a.Text))
	}
	for _, p := range one.Papers {
		texts = append(texts, gazette.FoldText(p.Content.Title))
	}
	for _, i := range c.Issues {
		issue, err := published[gazette.Issue](ctx, r, i.Issue)
		if council.IsNotFound(err) {
			continue // not on the record yet
		}
		if err != nil {
			return nil, err
		}
		texts = append(texts, gazette.FoldText(issue.Title), gazette.FoldText(issue.Summary))
		for _, n := range issue.Wards {
			ward, err := published[gazette.Ward](ctx, r, n)
			if err != nil && !council.IsNotFound(err) {
				return nil, err
			}
			texts = append(texts, gazette.FoldText(ward.Name))
		}
	}
	words := map[string]bool{}
	for _, w := range telling(strings.Join(texts, " ")) {
		words[w] = true
	}
	return words, nil
}

// enough is how many telling words an entry must share with an item; all of them, where it has fewer.
const enough = 2

// sharedWords are the telling words that an entry shares with an item; none where they are too few to mean anything.
func sharedWords(about map[string]bool, entry string) (shared []string) {
	words := telling(gazette.Fold(entry))
	for _, w := range words {
		if about[w] {
			shared = append(shared, w)
		}
	}
	if len(shared) == 0 || len(shared) < min(enough, len(words)) {
		return nil
	}
	return shared
}

// telling are the words of a folded text that tell one thing from another, each once: long enough, and none that stands
// in every register and on every agenda.
func telling(folded string) (list []string) {
	for word := range strings.FieldsSeq(folded) {
		if len(word) >= 4 && !slices.Contains(plain, word) && !slices.Contains(list, word) {
			list = append(list, word)
		}
	}
	return list
}

// plain are words that tell nothing, in English and Welsh, folded.
var plain = strings.Fields(`about after agreement annual approval approve approved area authority been before beneficial body borough business
	city committee company consider contract council councillor county director employed employee employer employment from have holding house income
	interest land licence limited local member members membership noted officer other owned owner ownership paid part partner plan property received
	report resident review road salary securities service services shares sponsorship street tenancy that their them this town trustee under which will
	with within work year years blynyddoedd blwyddyn bwrdeistref cyfarwyddwr cyngor cynghorydd cwmni cyfyngedig gwasanaeth gwasanaethau gyda mewn
	pwyllgor sydd swyddog adroddiad aelod aelodau stryd ffordd`)
