package desk

import (
	"net/url"
	"strconv"
	"strings"

	"moothall/internal/gazette"
	"moothall/internal/page"
)

// pageOf is the page of a list that the address asks for, with the links to the others, which keep all
// else that stands in the address.
func pageOf[T any](v *visit, list []T, perPage int) ([]T, page.Pages) {
	current, err := strconv.Atoi(v.query("page"))
	if err != nil || current < 1 || (current-1)*perPage >= len(list) {
		current = 1
	}
	pages := page.NewPages(current, len(list), perPage, func(number string) string { return v.words.Path(v.with("page", number)) })
	return list[min((current-1)*perPage, len(list)):min(current*perPage, len(list))], pages
}

// with is the page's address with one part of its query changed; done is left out of it.
func (v *visit) with(name, value string) string {
	q := url.Values{}
	for key, values := range v.URL.Query() {
		if key != "done" && len(values) > 0 && values[0] != "" {
			q[key] = values
		}
	}
	q.Set(name, value)
	return v.path + "?" + q.Encode()
}

// matches says whether any of the texts has the wanted words, which are folded; no words are in every text.
func matches(wanted string, texts ...string) bool {
	return strings.Contains(gazette.Fold(strings.Join(texts, " ")), wanted)
}
