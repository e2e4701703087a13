package audience_test

import (
	"slices"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
)

func TestAWholeIsKeptOnTheGroundsOfItsParts(t *testing.T) {
	t.Parallel()
	tenders := audience.Ground{Openness: council.Exempt, Paragraphs: []int{3, 5}, Reason: council.InEnglish("Tenders."), By: "The Monitoring Officer"}
	staff := audience.Ground{Openness: council.Exempt, Paragraphs: []int{1, 3}}
	told := audience.Ground{Openness: council.Confidential}
	for _, c := range []struct {
		name       string
		parts      []audience.Ground
		openness   council.Openness
		paragraphs []int
	}{
		{"nothing", nil, "", nil},
		{"open parts", []audience.Ground{{}, {Openness: council.Open}}, "", nil},
		{"one part", []audience.Ground{{}, tenders}, council.Exempt, []int{3, 5}},
		{"two parts", []audience.Ground{tenders, staff}, council.Exempt, []int{1, 3, 5}},
		{"a confidential part", []audience.Ground{tenders, told}, council.Confidential, []int{3, 5}},
		{"a confidential part first", []audience.Ground{told, tenders}, council.Confidential, []int{3, 5}},
	} {
		if all := audience.Together(c.parts...); all.Openness != c.openness || !slices.Equal(all.Paragraphs, c.paragraphs) {
			t.Errorf("%s: %+v", c.name, all)
		}
	}
	if all := audience.Together(audience.Ground{}, tenders, staff); all.Reason != tenders.Reason || all.By != tenders.By {
		t.Errorf("the first part's reason is not the whole's: %+v", all)
	}
	if !slices.Equal(tenders.Paragraphs, []int{3, 5}) {
		t.Errorf("a part was changed: %v", tenders.Paragraphs)
	}
}
