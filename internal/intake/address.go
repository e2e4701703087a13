package intake

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

var (
	savedFrom   = regexp.MustCompile(`saved from url=(?:\(\d+\))?\s*(\S+)`)
	anyAddress  = regexp.MustCompile(`https?://\S+`)
	paperNumber = regexp.MustCompile(`(?i)(?:^|/)documents/s(\d{1,9})(?:/|$)`)
	fileEnding  = regexp.MustCompile(`(?i)\.(pdf|docx?|xlsx?|pptx?|rtf|odt|ods|odp|txt|csv|zip|jpe?g|png|tiff?|msg)$`)
)

// parameter is the number that an address gives under any of the names, without regard to case; 0
// for none.
func parameter(address string, names ...string) int {
	u, err := url.Parse(address)
	if err != nil {
		return 0
	}
	for key, values := range u.Query() {
		for _, name := range names {
			if n, err := strconv.Atoi(values[0]); err == nil && n > 0 && strings.EqualFold(key, name) {
				return n
			}
		}
	}
	return 0
}

// page is the name of the page that an address is of, in lower case: "ieissuedetails.aspx".
func page(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return strings.ToLower(path.Base(u.Path))
}

// issueAt is the issue whose meetings page, or other page, is at the address; 0 for none.
func issueAt(address string) int {
	switch page(address) {
	case "ieissuedetails.aspx", "mgissuehistoryhome.aspx", "mgissuehistorychronology.aspx", "mgdecisiondetails.aspx":
		return parameter(address, "IId")
	}
	return 0
}

// paper says whether the address is of a document, and its number there.
func paper(address string) (number int, ok bool) {
	if m := paperNumber.FindStringSubmatch(address); m != nil {
		number, _ = strconv.Atoi(m[1])
		return number, true
	}
	u, err := url.Parse(address)
	if err != nil {
		return 0, false
	}
	return 0, fileEnding.MatchString(u.Path) || page(address) == "mgconvert2pdf.aspx"
}

// ownAddress looks for the page's own address and the issue's number in it, in the places that
// speak of the page itself, best first; where none does, the number may be the one that all links to
// issues on the page agree on.
func ownAddress(doc *html.Node) (address string, issue int) {
	var places [5][]string
	for n := range doc.Descendants() {
		if at, s := ownPlace(n); s != "" {
			places[at] = append(places[at], s)
		}
	}
	for _, list := range places {
		for _, s := range list {
			if i := issueAt(s); i != 0 {
				return absolute(s), i
			}
		}
	}
	return "", linkedIssue(doc)
}

// ownPlace is the address that a node gives of its page, and how good a witness it is, 0 being best.
func ownPlace(n *html.Node) (rank int, address string) {
	switch {
	case n.Type == html.CommentNode:
		if m := savedFrom.FindStringSubmatch(n.Data); m != nil {
			return 1, m[1]
		}
	case n.Type != html.ElementNode:
	case n.Data == "link" && strings.EqualFold(attr(n, "rel"), "canonical"):
		return 0, attr(n, "href")
	case n.Data == "meta" && (attr(n, "property") == "og:url" || attr(n, "name") == "og:url"):
		return 2, attr(n, "content")
	case n.Data == "base":
		return 3, attr(n, "href")
	case n.Data == "form":
		return 4, attr(n, "action")
	}
	return 0, ""
}

func linkedIssue(doc *html.Node) int {
	found := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		switch i := issueAt(attr(n, "href")); {
		case i == 0 || i == found:
		case found != 0:
			return 0
		default:
			found = i
		}
	}
	return found
}

// absolute is the address if it is one that stands by itself.
func absolute(address string) string {
	if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return u.String()
	}
	return ""
}

// resolve is href as seen from base: an address that stands by itself, or "" where it cannot.
func resolve(base, href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && base != "" {
		u = b.ResolveReference(u)
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return u.String()
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
