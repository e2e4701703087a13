package gazette_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

func TestAPaperBelongsToTheEditionThatBroughtIt(t *testing.T) {
	t.Parallel()
	en := council.InEnglish
	edition := func(label string, items ...gazette.Item) gazette.Edition {
		return gazette.Edition{Content: gazette.Agenda{Label: en(label), Items: items}}
	}
	item := func(number int, printed, title string, documents ...int) gazette.Item {
		return gazette.Item{Number: number, Printed: printed, Title: en(title), Documents: documents}
	}
	got := gazette.AgendaParts([]gazette.Edition{
		edition("Agenda", item(1, "1", "Apologies"), item(2, "2", "Budget", 20, 21), gazette.Item{Number: 9, Title: en("Part two"), Heading: true}),
		edition("Supplement 1", item(1, "1", "Apologies"), item(2, "2", "Budget and tax", 20, 21, 22), item(3, "3", "Floods", 30)),
		{Tombstone: &gazette.Tombstone{}},
		edition("Supplement 1", item(2, "2", "Budget and tax", 20, 21, 22), item(3, "3", "Floods", 30, 31)),
		edition("Supplement 2", item(2, "2", "Budget and tax", 22), item(3, "3(a)", "Floods", 30, 31, 20)),
	})
	want := []gazette.Part{
		{Number: 0, Label: en("Agenda"), Items: []gazette.PartItem{
			{Number: 1, Printed: "1", Title: en("Apologies")}, {Number: 2, Printed: "2", Title: en("Budget and tax"), Documents: []int{20, 21}}}},
		{Number: 1, Label: en("Supplement 1"), Items: []gazette.PartItem{
			{Number: 2, Printed: "2", Title: en("Budget and tax"), Documents: []int{22}}, {Number: 3, Printed: "3(a)", Title: en("Floods"), Documents: []int{30, 31}}}},
		{Number: 2, Label: en("Supplement 2")},
	}
	if diff := cmp.Diff(want, got, cmp.Transformer("none", func(l []int) []int { return append([]int{}, l...) })); diff != "" {
		t.Error(diff)
	}
	if a, s := got[0].Series(), got[2].Series(); a != "" || s != "S2-" {
		t.Errorf("their pages are counted as %q and %q", a, s)
	}
}
