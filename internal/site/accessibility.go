package site

import (
	"strings"

	"moothall/internal/gazette"
	"moothall/internal/page"
)

// showAccessibility shows the statement that the Public Sector Bodies (Websites and Mobile
// Applications) (No. 2) Accessibility Regulations 2018, regulation 8, asks for.
func (s *Site) showAccessibility(w *reply, v *visit) error {
	whose, err := s.whose(v.ctx)
	if err != nil {
		return err
	}
	return w.page(s.frame(v, page.Frame{Title: v.words.T("accessibility.title")}), accessibilityPage(v.words, whose))
}

// canBeAsked says whether the record knows any way to reach the council.
func canBeAsked(c gazette.Council) bool {
	return c.Email != "" || c.Phone != "" || c.Address != "" || isWeb(c.Website)
}

// isWeb says whether an address can be a link to a website.
func isWeb(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

// adviser is whom a reader may turn to who is not content with the council's answer.
const adviser = "https://www.equalityadvisoryservice.com/"
