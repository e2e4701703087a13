package site

import (
	"net/url"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// typeName is what people call a media type: "PDF". What has no such name is called by its type.
func typeName(w *page.Words, mediaType string) string {
	bare, _, _ := strings.Cut(mediaType, ";")
	switch strings.TrimSpace(strings.ToLower(bare)) {
	case "":
		return ""
	case "application/pdf":
		return w.T("papers.type.pdf")
	case "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return w.T("papers.type.word")
	case "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return w.T("papers.type.sheet")
	case "application/vnd.ms-powerpoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation":
		return w.T("papers.type.slides")
	case "text/plain":
		return w.T("papers.type.text")
	case "image/png", "image/jpeg", "image/gif", "image/webp":
		return w.T("papers.type.image")
	}
	return bare
}

// fileFacts are a file's type, size and pages, as far as they are known: "PDF, 56 KB, 4 pages".
func fileFacts(w *page.Words, d gazette.DocumentLine) string {
	var facts []string
	if name := typeName(w, d.Type); name != "" {
		facts = append(facts, name)
	}
	if d.Size > 0 {
		facts = append(facts, w.Size(d.Size))
	}
	if d.Pages > 0 {
		facts = append(facts, w.Count("papers.pages", d.Pages))
	}
	return strings.Join(facts, ", ")
}

// paperFacts are the facts that stand beside a document's title in a list.
func paperFacts(w *page.Words, d gazette.DocumentLine) string {
	facts := w.DocumentKind(d.Kind)
	if more := fileFacts(w, d); more != "" {
		facts += ", " + more
	}
	if d.From != "" {
		facts += "; " + w.Say("papers.pack.at", "Pages", packPages(w, d))
	}
	return facts
}

// paperPath is the page of a document.
func paperPath(number int) string { return "/documents/" + strconv.Itoa(number) }

// filePath is the address of a document's file, the same in both languages.
func filePath(number int, name string) string {
	return paperPath(number) + "/" + url.PathEscape(fileSegment(name))
}

// fileSegment is a file's name as the last part of its address: slashes cannot stand there, and
// dots alone would be taken for folders.
func fileSegment(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' || r < ' ' {
			return '-'
		}
		return r
	}, strings.ToValidUTF8(name, "-"))
	if strings.Trim(name, ". ") == "" {
		return "file"
	}
	return name
}

// isOpen says whether a document is open to the public.
func isOpen(o council.Openness) bool { return o == "" || o == council.Open }

// numbered is the page of a number among its like: "/wards/", 7.
func numbered(path string, number int) string { return path + strconv.Itoa(number) }

// languageName is "Welsh".
func languageName(w *page.Words, l council.Language) string {
	switch l {
	case council.English:
		return w.T("papers.language.en")
	case council.Welsh:
		return w.T("papers.language.cy")
	}
	return string(l)
}
