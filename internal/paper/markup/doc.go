// Package markup reads what authors type into a form, without any tool but a keyboard, as the model of a
// written document: paragraphs, "# headings", "- lists", "1. numbered lists", limbs with labels of their
// own, **bold** and *italic*, [links](https://...), and tables, typed with bars or pasted from a
// spreadsheet. It is the part of CommonMark and GitHub's tables that people use for prose.
//
// It must never lose a word, nor take anything typed for HTML: what is not markup stands as it was typed.
package markup
