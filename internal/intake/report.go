package intake

import (
	"fmt"
	"strings"

	"moothall/internal/gazette"
)

// Report says what an import came to, page by page in the order in which they were given.
type Report struct {
	Pages []PageReport
}

// PageReport is what the import of one page came to.
type PageReport struct {
	File           string
	Issue          int    // the issue's public number
	Title          string // of the issue
	Considerations int    // meetings of the issue that were imported
	Created        []gazette.Subject
	Updated        []gazette.Subject // a new edition was appended
	Unchanged      int               // subjects that already said what the page says
	// LeftOut are sentences, one for each thing on the page that was not imported.
	LeftOut []string
}

// Changed says whether anything was published.
func (r PageReport) Changed() bool { return len(r.Created)+len(r.Updated) > 0 }

// String is one line: "issue-68576.txt: issue 68576, “Tree Strategy”: 4 considerations; 15 created, …".
func (r PageReport) String() string {
	head := fmt.Sprintf("%s: issue %d, “%s”: %s", r.File, r.Issue, r.Title, count(r.Considerations, "consideration"))
	if !r.Changed() {
		return head + "; nothing changed, all of it was on the record" + r.leftOut()
	}
	return fmt.Sprintf("%s; %d created, %d updated, %d unchanged%s", head, len(r.Created), len(r.Updated), r.Unchanged, r.leftOut())
}

func (r PageReport) leftOut() string {
	if len(r.LeftOut) == 0 {
		return ""
	}
	return fmt.Sprintf("; %d left out", len(r.LeftOut))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// list is an indented line for each.
func list(lines []string) string { return "\n  " + strings.Join(lines, "\n  ") }
