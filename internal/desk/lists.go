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
	return pageOfAs(v, "page", list, perPage)
}

// pageOfAs is pageOf for one of several lists on a page, by the name that it has in the address.
func pageOfAs[T any](v *visit, name string, list []T, perPage int) ([]T, page.Pages) {
	current, pages := v.pagesOf(name, len(list), perPage)
	return list[min((current-1)*perPage, len(list)):min(current*perPage, len(list))], pages
}

// pagesOf are the pages of a list of so many, and the one of them that the address asks for.
func (v *visit) pagesOf(name string, total, perPage int) (current int, pages page.Pages) {
	current, err := strconv.Atoi(v.query(name))
	if err != nil || current < 1 || (current-1)*perPage >= total {
		current = 1
	}
	return current, page.NewPages(current, total, perPage, func(number string) string { return v.words.Path(v.with(name, number)) })
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
