package page

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/feature/plural"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

func loaded(t testing.TB) *Catalogue {
	t.Helper()
	c, err := LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// names are the arguments of every form of a message.
func names(p phrase) []string {
	set := map[string]bool{}
	for _, s := range p {
		for i, part := range s {
			if i%2 == 1 && part != "Count" {
				set[part] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

func TestMessagesAreInBothLanguages(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	en, cy := c.In(council.English), c.In(council.Welsh)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(en.plain)), slices.Sorted(maps.Keys(cy.plain))); diff != "" {
		t.Errorf("plain messages, English and Welsh:\n%s", diff)
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(en.phrases)), slices.Sorted(maps.Keys(cy.phrases))); diff != "" {
		t.Errorf("messages with arguments, English and Welsh:\n%s", diff)
	}
	for key, p := range en.phrases {
		if diff := cmp.Diff(names(p), names(cy.phrases[key])); diff != "" {
			t.Errorf("%s: arguments, English and Welsh:\n%s", key, diff)
		}
		for _, w := range []*Words{en, cy} {
			if w.phrases[key][plural.Other] == nil {
				t.Errorf("%s in %s has no form for what its plurals leave over", key, w.lang)
			}
		}
	}
}

// call is a call of T, Say or Count with a literal key.
type call struct {
	method, key string
	args        []string
	at          token.Position
}

// sources reads every Go file of the packages that use messages: what calls they make, and every
// literal.
func sources(t *testing.T) (calls []call, literals map[string]bool) {
	t.Helper()
	literals = map[string]bool{}
	files := token.NewFileSet()
	for _, folder := range []string{".", "../site", "../desk", "../register", "../audience", "../auth", "../election", "../notice", "../wall"} {
		paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: %v", folder, err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					literals[literal(lit)] = true
				}
				if c, ok := called(n); ok {
					c.at = files.Position(n.Pos())
					calls = append(calls, c)
				}
				return true
			})
		}
	}
	return calls, literals
}

func literal(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		s, _ := strconv.Unquote(lit.Value)
		return s
	}
	return ""
}

func called(n ast.Node) (call, bool) {
	expr, ok := n.(*ast.CallExpr)
	if !ok || len(expr.Args) == 0 {
		return call{}, false
	}
	fun, ok := expr.Fun.(*ast.SelectorExpr)
	if !ok {
		return call{}, false
	}
	c := call{method: fun.Sel.Name, key: literal(expr.Args[0])}
	first := map[string]int{"T": 1, "Say": 1, "Count": 2, "problem": 1}[c.method]
	if first == 0 || !strings.Contains(c.key, ".") {
		return call{}, false
	}
	for i := first; i < len(expr.Args); i += 2 {
		c.args = append(c.args, literal(expr.Args[i]))
	}
	slices.Sort(c.args)
	return c, true
}

// Every message that is asked for exists and gets the arguments that it names.
func TestMessagesAskedForExist(t *testing.T) {
	t.Parallel()
	en := loaded(t).In(council.English)
	calls, _ := sources(t)
	if len(calls) < 100 {
		t.Fatalf("only %d calls found: are the templates generated?", len(calls))
	}
	for _, c := range calls {
		p, isPhrase := en.phrases[c.key]
		switch {
		case c.method == "T" && !en.Has(c.key) && !strings.HasSuffix(c.key, "."):
			t.Errorf("%v: no plain message %q", c.at, c.key)
		case c.method != "T" && !isPhrase:
			t.Errorf("%v: no message with arguments %q", c.at, c.key)
		case c.method != "T":
			if diff := cmp.Diff(names(p), c.args); diff != "" && len(c.args)+len(names(p)) > 0 {
				t.Errorf("%v: %s, arguments of the message and of the call:\n%s", c.at, c.key, diff)
			}
		}
	}
}

// vocabularies are the messages whose keys are put together: the vocabulary, a dot and the word.
var vocabularies = []string{"body-kind", "role", "verb", "meeting-state", "minutes-state", "presence", "interest", "registrable", "relation",
	"relation-inverse", "document-kind", "openness", "choice", "answer", "member-role", "call-in", "no-call-in", "action-end", "ground", "kind", "status-kind",
	"month", "month.short", "weekday", "holiday", "deadline.rule", "deadline.missed", "deadline.override",
	"deadline.certainty", "deadline.counting", "deadline.feature", "diary.wanted", "diary.why", "principle", "field", "item.exempt", "account-role", "paper.fault"}

// Every message is used: asked for by name, or a word of a vocabulary.
func TestMessagesAreUsed(t *testing.T) {
	t.Parallel()
	en := loaded(t).In(council.English)
	_, literals := sources(t)
	keys := append(slices.Collect(maps.Keys(en.plain)), slices.Collect(maps.Keys(en.phrases))...)
	for _, key := range keys {
		composed := slices.ContainsFunc(vocabularies, func(v string) bool { return strings.HasPrefix(key, v+".") })
		if !composed && !literals[key] && !prefixUsed(key, literals) {
			t.Errorf("message %q is not used", key)
		}
	}
}

// prefixUsed says whether a literal ends in a dot and begins the key: "person.posts." + what.
func prefixUsed(key string, literals map[string]bool) bool {
	for i, c := range key {
		if c == '.' && literals[key[:i+1]] {
			return true
		}
	}
	return false
}

func TestVocabulariesAreWhole(t *testing.T) {
	t.Parallel()
	w := loaded(t).In(council.Welsh)
	said := map[string]string{}
	for _, k := range council.BodyKinds() {
		said["body-kind."+string(k)] = w.BodyKind(k)
	}
	for _, k := range council.Registrables() {
		said["registrable."+string(k)] = w.Registrable(k)
	}
	for _, v := range []council.Verb{council.Resolved, council.Recommended, council.Referred, council.Noted, council.Received, council.Approved,
		council.Adopted, council.Endorsed, council.Agreed, council.Delegated, council.Deferred, council.Withdrawn, council.Rejected} {
		said["verb."+string(v)] = w.Verb(v)
	}
	for _, a := range []council.Answer{council.Accepted, council.AcceptedAmended, council.NotAccepted, council.AnswerAwaited} {
		said["answer."+string(a)] = w.Answer(a)
	}
	for _, r := range []council.RelationKind{council.Precedes, council.Succeeds, council.Monitors, council.Implements, council.PartOf} {
		said["relation."+string(r)] = w.Relation(r, false)
		said["relation-inverse."+string(r)] = w.Relation(r, true)
	}
	for _, k := range []gazette.StatusKind{gazette.StatusNew, gazette.StatusPlanned, gazette.StatusConsidered, gazette.StatusRecommended,
		gazette.StatusDecided, gazette.StatusRejected, gazette.StatusDeferred, gazette.StatusWithdrawn} {
		said["status-kind."+string(k)] = w.StatusKind(k)
	}
	for _, k := range []gazette.Kind{gazette.KindCouncil, gazette.KindWard, gazette.KindParty, gazette.KindPerson, gazette.KindBody, gazette.KindIssue,
		gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes, gazette.KindDocument, gazette.KindDecision, gazette.KindPlan, gazette.KindAnswer,
		gazette.KindAction, gazette.KindTakedown} {
		said["kind."+string(k)] = w.Kind(k)
	}
	for key, text := range said {
		if text == key {
			t.Errorf("%q has no message", key)
		}
	}
}

// Every line in which editions are compared has its name.
func TestFieldsAreNamed(t *testing.T) {
	t.Parallel()
	en := loaded(t).In(council.English)
	paths, err := filepath.Glob("../gazette/lines*.go")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no lines found: %v", err)
	}
	written := regexp.MustCompile(`w\.(?:add|text|html|subjects|flag)\("([a-zA-Z0-9]+)"`)
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range written.FindAllSubmatch(source, -1) {
			if key := "field." + string(found[1]); !en.Has(key) {
				t.Errorf("%s writes lines that have no name: %q", path, key)
			}
		}
	}
}

var (
	templateCode = regexp.MustCompile(`(?s)\{[^{}]*\}|<!--.*?-->|` + "`[^`]*`")
	templateTag  = regexp.MustCompile(`<[^<>]*(?:>|$)`)
	visible      = regexp.MustCompile(`(?:aria-label|title|alt|placeholder|content)="[^"]*[[:alpha:]]`)
)

// forMachines is what a page says to programs.
var forMachines = regexp.MustCompile(`content="(?:width=device-width, initial-scale=1, viewport-fit=cover|noindex)"`)

// allowedWords may stand in a template: an address is nobody's language.
var allowedWords = regexp.MustCompile(`/gazette/[a-z?=&;0-9]+`)

// No words stand in a template: whatever a reader sees comes from the catalogue.
func TestTemplatesHoldNoWords(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{".", "../site", "../desk", "../register", "../audience", "../auth", "../election", "../notice", "../wall"} {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".templ" {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, line := range words(string(source)) {
				t.Errorf("%s: words that are not in the catalogue: %q", path, line)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// words are the lines of a template that hold words of their own.
func words(source string) (found []string) {
	_, body, _ := strings.Cut(source, "\ntempl ")
	for _, line := range strings.Split(body, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "//") {
			continue
		}
		if visible.MatchString(forMachines.ReplaceAllString(line, "")) {
			found = append(found, line)
		}
		trimmed := strings.TrimSpace(line)
		if !strings.HasPrefix(trimmed, "<") && !strings.HasPrefix(trimmed, "{ ") {
			continue // code, or a call of another template
		}
		rest := templateTag.ReplaceAllString(unbraced(trimmed), "")
		if rest = allowedWords.ReplaceAllString(rest, ""); strings.ContainsFunc(rest, isLetter) {
			found = append(found, line)
		}
	}
	return found
}

// unbraced takes out what stands in braces, the innermost first.
func unbraced(s string) string {
	for {
		next := templateCode.ReplaceAllString(s, "")
		if next == s {
			return s
		}
		s = next
	}
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func TestWordsFindsWords(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]int{
		"<p>Hello</p>":                       1,
		`<p class="x">{ w.T("a.b") }</p>`:    0,
		`<a aria-label="Go there"></a>`:      1,
		`<p>{ w.T("a.b") } of</p>`:           1,
		`if a < b {`:                         0,
		`<code>/gazette/entries?from</code>`: 0,
	} {
		if got := len(words("package x\ntempl a() {\n" + line + "\n}")); got != want {
			t.Errorf("%s: %d lines with words, want %d", line, got, want)
		}
	}
}

func TestWriting(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	en, cy := c.In(council.English), c.In(council.Welsh)
	day := council.NewDay(2018, 4, 5)
	for _, test := range []struct{ got, want string }{
		{en.Day(day), "5 April 2018"}, {cy.Day(day), "5 Ebrill 2018"}, {en.DayShort(day), "5 Apr 2018"},
		{en.DayOfYear(day), "5 April"}, {en.Weekday(day), "Thursday 5 April 2018"}, {cy.Weekday(day), "Dydd Iau 5 Ebrill 2018"},
		{en.Month(day), "April 2018"}, {en.Day(council.Day{}), ""},
		{en.Clock("18:00"), "6pm"}, {en.Clock("10:30"), "10.30am"}, {cy.Clock("00:05"), "12.05yb"}, {en.Clock("x"), ""},
		{en.Size(57344), "56 KB"}, {en.Size(10), "1 KB"}, {en.Size(1258291), "1.2 MB"},
		{en.Number(999), "999"}, {en.Number(1000), "1,000"}, {en.Number(-1234567), "-1,234,567"},
		{en.Count("issues.found", 1), "1 issue"}, {en.Count("issues.found", 1200), "1,200 issues"},
		{cy.Count("issues.found", 0), "Dim materion"}, {cy.Count("issues.found", 2), "2 fater"}, {cy.Count("issues.found", 7), "7 mater"},
		{cy.Path("/issues/1"), "/cy/issues/1"}, {cy.Path("/"), "/cy"}, {en.Path("/"), "/"},
		{en.Say("joint.answers", "Day", "13 March", "Body", "Cabinet"), "Answers Cabinet, 13 March"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}
