package desk

import (
	"net/url"
	"slices"
	"strings"

	"moothall/internal/page"
	"moothall/internal/redline"
)

// together brings a form that was sent over an older version together with what somebody else has kept
// meanwhile, which stands in theirs: what only one of the two has changed is as they have it. Texts that both
// changed are merged word by word, and how the other changed them is shown; of any other field both have
// changed, what was typed stays, and the other's value can be taken instead. The form is then one that is
// saved over their version.
func (v *visit) together(theirs *page.Form) *page.Form {
	mine := v.filled()
	since, known := mine.Since()
	if !known {
		since = theirs.Fields() // it does not say what it began with: every difference is this person's
	}
	others := map[string]page.Other{}
	for _, name := range names(since, mine.Fields(), theirs.Fields()) {
		base, other, own := trimmed(since[name]), trimmed(theirs.Values(name)), trimmed(mine.Values(name))
		if !known {
			base = nil
		}
		if slices.Equal(base, other) || slices.Equal(own, other) {
			continue
		}
		values, beside := bothOf(v.words, base, other, own)
		v.PostForm[name], others[name] = values, beside
	}
	v.PostForm.Set("version", theirs.Value("version"))
	page.SetSince(v.PostForm, theirs.Fields())
	form := page.NewForm(v.words, v.PostForm)
	for name, o := range others {
		form.Beside(name, o)
	}
	return form
}

// bothOf is what stands in a field that somebody else has changed, and what is shown beside it.
func bothOf(w *page.Words, base, other, own []string) ([]string, page.Other) {
	switch {
	case slices.Equal(base, own):
		o := page.Other{Values: other, Taken: true}
		if isText(base, other) {
			o.Shown = redlined(w, redline.Text(first(base), first(other)))
		}
		return other, o
	case len(base) > 1 || len(other) > 1 || len(own) > 1:
		return union(base, other, own), page.Other{Values: other, Taken: true}
	case isText(base, other) || isText(base, own):
		got := redline.Merge(first(base), redline.Side{Name: w.T("desk.merge.other"), Text: first(other)}, redline.Side{Name: w.T("desk.merge.you"), Text: first(own)})
		return []string{got.Text}, page.Other{Values: other, Shown: redlined(w, redline.Text(first(base), first(other)))}
	}
	return own, page.Other{Values: other}
}

// shortest is how long, in bytes, a line must be to be merged word by word: a day or a name is one value.
const shortest = 80

// isText says whether a field holds words rather than one value.
func isText(fields ...[]string) bool {
	return slices.ContainsFunc(fields, func(values []string) bool {
		return len(values) == 1 && (len(values[0]) > shortest || strings.Contains(values[0], "\n"))
	})
}

// union is what several have ticked: all that is ticked by both, and what either has added, without what
// either has taken away.
func union(base, other, own []string) []string {
	var list []string
	for _, value := range slices.Concat(own, other) {
		kept := slices.Contains(own, value) && slices.Contains(other, value)
		if (kept || !slices.Contains(base, value)) && !slices.Contains(list, value) {
			list = append(list, value)
		}
	}
	return list
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// trimmed are the values of a field that are not empty.
func trimmed(values []string) []string {
	var list []string
	for _, one := range values {
		if one = strings.TrimSpace(one); one != "" {
			list = append(list, one)
		}
	}
	return list
}

// names are the fields of several forms, in order.
func names(forms ...url.Values) []string {
	var list []string
	for _, f := range forms {
		for name := range f {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// settle says of every text in which two changes still stand beside one another that somebody has to settle
// it.
func settle(f *page.Form) {
	for name, values := range f.Fields() {
		if slices.ContainsFunc(values, redline.Unsettled) {
			f.Fail(name, f.Words.T("desk.section.unsettled"))
		}
	}
}
