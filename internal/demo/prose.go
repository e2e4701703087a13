package demo

import (
	"html"
	"strings"

	"moothall/internal/paper/doc"
)

// blocksOf reads prose that this package has written, which has one tag to a line, as blocks to
// print.
func blocksOf(prose string) []doc.Block {
	var blocks []doc.Block
	var list *doc.List
	for _, line := range strings.Split(prose, "\n") {
		switch {
		case line == "":
		case strings.HasPrefix(line, "<ul"):
			list = &doc.List{}
		case strings.HasPrefix(line, "<ol"):
			list = &doc.List{Numbering: doc.LowerAlpha}
		case strings.HasPrefix(line, "</"):
			if list != nil {
				blocks, list = append(blocks, *list), nil
			}
		case list != nil:
			list.Items = append(list.Items, doc.Items(words(line))...)
		default:
			blocks = append(blocks, doc.Para(words(line)))
		}
	}
	return blocks
}

// words are the words of a line without its tags.
func words(line string) string {
	for _, tag := range []string{"<p>", "</p>", "<li>", "</li>"} {
		line = strings.ReplaceAll(line, tag, "")
	}
	return html.UnescapeString(line)
}
