package redline

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ before, after, want string }{
		{"", "", ""},
		{"a b c", "a b c", "a b c"},
		{"a b c", "a x c", "a -b +x c"},
		{"a b", "a b c d", "a b +c d"},
		{"the plan be approved", "the draft plan be approved", "the +draft plan be approved"},
		{"one two three four", "one three two four", "one -two three +two four"},
	} {
		var b []string
		for _, r := range Words(test.before, test.after) {
			b = append(b, map[bool]string{true: "-"}[r.Removed]+map[bool]string{true: "+"}[r.Added]+r.Text)
		}
		if got := strings.Join(b, " "); got != test.want {
			t.Errorf("%q to %q: %q, want %q", test.before, test.after, got, test.want)
		}
	}
}

// random is a text of few different words, with lines and paragraphs.
func random(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(40) {
		b.WriteString([]string{" ", " ", " ", "\n", "\n\n"}[r.IntN(5)] + strconv.Itoa(r.IntN(9)))
	}
	return b.String()
}

// What is not added is the text before, and what is not removed the text after.
func TestTextLosesNothing(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		before, after := random(r), random(r)
		var a, b strings.Builder
		for _, run := range Text(before, after) {
			if !run.Added {
				a.WriteString(run.Text)
			}
			if !run.Removed {
				b.WriteString(run.Text)
			}
		}
		if diff := cmp.Diff([]string{before, after}, []string{a.String(), b.String()}); diff != "" {
			t.Fatalf("%q to %q:\n%s", before, after, diff)
		}
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ base, theirs, mine, want string }{
		{"one two three four", "one 2 three four", "one two three 4", "one 2 three 4"},
		{"a b\n\nc d", "a b\n\nx\n\nc d", "a b\n\nc d\n\ny", "a b\n\nx\n\nc d\n\ny"},
		{"pay ten pounds", "pay twelve pounds", "pay nine pounds", "pay ⟦Ann: twelve⟧ ⟦You: nine⟧ pounds"},
		{"pay ten pounds", "pay twelve pounds", "pay twelve pounds", "pay twelve pounds"},
		{"pay ten pounds now", "pay twelve pounds now", "pay ten euros now", "pay ⟦Ann: twelve pounds⟧ ⟦You: ten euros⟧ now"},
		{"pay ten pounds", "pay pounds", "pay nine pounds", "pay ⟦Ann: ⟧ ⟦You: nine⟧ pounds"},
	} {
		got := Merge(test.base, Side{"Ann", test.theirs}, Side{"You", test.mine})
		if got.Text != test.want || got.Conflicts != strings.Count(test.want, "⟦You") || Unsettled(got.Text) != (got.Conflicts > 0) {
			t.Errorf("%q: %q, %d conflicts, want %q", test.base, got.Text, got.Conflicts, test.want)
		}
	}
}

// Whatever two people write, every word that either of them added stands in the merge, and a side that
// changed nothing leaves the other's text as it is.
func TestMergeLosesNothing(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		base, theirs, mine := random(r), random(r), random(r)
		m := Merge(base, Side{"Ann", theirs}, Side{"You", mine})
		has := map[string]int{}
		for _, w := range strings.Fields(strings.NewReplacer("⟦", " ", "⟧", " ").Replace(m.Text)) {
			has[w]++
		}
		for _, side := range []string{theirs, mine} {
			for _, run := range Words(base, side) {
				for _, w := range strings.Fields(run.Text) {
					if run.Added && has[w] == 0 {
						t.Fatalf("base %q, theirs %q, mine %q: %q is lost in %q", base, theirs, mine, w, m.Text)
					}
				}
			}
		}
		if got := Merge(base, Side{"Ann", base}, Side{"You", mine}); got.Text != mine || got.Conflicts != 0 {
			t.Fatalf("nobody else changed %q, yet %q became %q", base, mine, got.Text)
		}
		if got := Merge(base, Side{"Ann", theirs}, Side{"You", base}); got.Text != theirs || got.Conflicts != 0 {
			t.Fatalf("I changed nothing in %q, yet %q became %q", base, theirs, got.Text)
		}
	}
}
