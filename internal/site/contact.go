package site

import (
	"strings"

	"github.com/a-h/templ"
)

// telephone is the address that calls a number as people write it.
func telephone(number string) templ.SafeURL {
	keep := func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}
	return templ.SafeURL("tel:" + strings.Map(keep, number))
}
