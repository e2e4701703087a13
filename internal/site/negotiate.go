package site

import (
	"net/http"
	"strconv"
	"strings"
)

// mentionsJSON says whether it is worth reading the Accept header closely. Browsers never name it.
func mentionsJSON(r *http.Request) bool {
	for _, line := range r.Header["Accept"] {
		if strings.Contains(line, "json") {
			return true
		}
	}
	return false
}

// prefersJSON says whether the reader would rather have data than a page (RFC 9110, 12.5.1): named
// with a higher weight than HTML, or named before it with the same.
func prefersJSON(r *http.Request) bool {
	if !mentionsJSON(r) {
		return false
	}
	json, html, any, first := -1.0, -1.0, -1.0, ""
	for one := range strings.SplitSeq(strings.ToLower(strings.Join(r.Header["Accept"], ",")), ",") {
		kind, params, _ := strings.Cut(one, ";")
		kind = strings.TrimSpace(kind)
		switch kind {
		case "application/json":
			json = weight(params)
		case "text/html", "application/xhtml+xml":
			html = max(html, weight(params))
		case "*/*":
			any = weight(params)
			continue
		default:
			continue
		}
		if first == "" {
			first = kind
		}
	}
	if html < 0 {
		html = min(any, 0)
	}
	return json > 0 && (json > html || json == html && first == "application/json")
}

// weight reads the q of a header's member: 1 where it is not given or cannot be read.
func weight(params string) float64 {
	for p := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.TrimSpace(name) != "q" {
			continue
		}
		if q, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err == nil && q >= 0 && q <= 1 {
			return q
		}
	}
	return 1
}
