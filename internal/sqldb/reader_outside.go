package sqldb

import (
	"context"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// OutsideBodies are the bodies that there are on the day and that are not the council's own, by name, with
// whom it has appointed to each.
func (r *Reader) OutsideBodies(ctx context.Context, on council.Day) ([]gazette.OutsideLine, error) {
	d, err := r.directory(ctx)
	if err != nil {
		return nil, err
	}
	var list []gazette.OutsideLine
	for _, n := range sortedNumbers(d.Bodies) {
		b := d.Bodies[n]
		if b.Kind != council.OutsideBody || !b.Covers(on) {
			continue
		}
		var page gazette.BodyPage
		d.around(&page, n, on)
		list = append(list, gazette.OutsideLine{Body: gazette.Named{Number: n, Name: b.NameOn(on)}, Remit: b.Remit, Representatives: page.Members})
	}
	slices.SortStableFunc(list, func(a, b gazette.OutsideLine) int {
		return strings.Compare(gazette.FoldText(a.Body.Name), gazette.FoldText(b.Body.Name))
	})
	return list, nil
}
