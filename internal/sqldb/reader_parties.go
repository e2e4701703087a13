package sqldb

import (
	"context"
	"slices"
	"strings"

	"moothall/internal/gazette"
)

// Parties are the parties and groups by name.
func (r *Reader) Parties(ctx context.Context) ([]gazette.Named, error) {
	parties, err := all[gazette.Party](ctx, r, gazette.KindParty)
	if err != nil {
		return nil, err
	}
	var list []gazette.Named
	for _, n := range sortedNumbers(parties) {
		list = append(list, gazette.Named{Number: n, Name: parties[n].Name})
	}
	slices.SortStableFunc(list, func(a, b gazette.Named) int {
		return strings.Compare(gazette.FoldText(a.Name), gazette.FoldText(b.Name))
	})
	return list, nil
}
