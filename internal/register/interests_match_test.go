package register

import (
	"slices"
	"testing"

	"moothall/internal/gazette"
)

func TestWordsThatAnInterestSharesWithAnItem(t *testing.T) {
	t.Parallel()
	const item = "Grant to the Millbrook Housing Trust for the repair of Weir Lane footbridge, Heron ward"
	about := map[string]bool{}
	for _, w := range telling(gazette.Fold(item)) {
		about[w] = true
	}
	for entry, want := range map[string][]string{
		"Trustee of the Millbrook Housing Trust": {"millbrook", "housing", "trust"},
		"12 Weir Lane, Heron":                    {"weir", "lane", "heron"},
		"Heron":                                  {"heron"}, // all that it says
		"Housing Association of Oldford":         nil,       // one word of several is by chance
		"Owner of land and property":             nil,       // says nothing that tells
		"":                                       nil,
	} {
		if got := sharedWords(about, entry); !slices.Equal(got, want) {
			t.Errorf("%q shares %v", entry, got)
		}
	}
}
