package main

import (
	"bytes"
	"html"
	"slices"
	"strings"
)

// links are the addresses on the same site that a page's anchors lead to, without fragments.
func links(body []byte) []string {
	var all []string
	for {
		_, rest, found := bytes.Cut(body, []byte(`href="/`))
		if !found {
			return all
		}
		end := bytes.IndexByte(rest, '"')
		if end < 0 {
			return all
		}
		to := "/" + string(rest[:end])
		body = rest[end:]
		to, _, _ = strings.Cut(to, "#")
		if strings.Contains(to, "&") {
			to = html.UnescapeString(to)
		}
		if !strings.HasPrefix(to, "//") && !slices.Contains(all[max(0, len(all)-4):], to) {
			all = append(all, to)
		}
	}
}

// isPage says whether the crawl follows an address: pages in English, without the choices of a
// reader but for the number of a list's page; no assets, no data, no files. The other language is
// the same page again.
func isPage(to string) bool {
	path, query, asked := strings.Cut(to, "?")
	if asked && (!strings.HasPrefix(query, "page=") || strings.Contains(query, "&")) {
		return false
	}
	for _, not := range []string{"/cy", "/assets/", "/files/", "/gazette/"} {
		if path == strings.TrimSuffix(not, "/") || strings.HasPrefix(path, strings.TrimSuffix(not, "/")+"/") {
			return false
		}
	}
	last := path[strings.LastIndexByte(path, '/')+1:]
	return !strings.Contains(last, ".") && !strings.HasSuffix(path, "/file")
}

// kind is the first part of an address: "issues".
func kind(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	first, _, _ = strings.Cut(first, "?")
	return first
}
