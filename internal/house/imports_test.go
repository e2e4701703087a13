package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the folder of the module, as seen from this package.
const root = "../.."

// maxDepth is how many imports of ours may follow one another, from a program down
// to a package that imports none.
const maxDepth = 5

// A room is what one folder, with those under it, may import besides the
// standard library and itself.
type room struct {
	rooms   []string // our own packages; "*" for any
	modules []string // from outside, by their import path or its beginning; "*" for any
}

// rooms is the plan of the house. A folder that is not in it may not exist.
//
// The public side (site, wire) stands on the gazette alone: what it cannot name it
// cannot leak.
var rooms = map[string]room{
	"cmd/moothall":      {rooms: []string{"*"}, modules: []string{"github.com/alecthomas/kong", "github.com/schollz/progressbar/v3", "golang.org/x/term", "golang.org/x/mod/sumdb"}},
	"internal/council":  {},
	"internal/minutes":  {rooms: []string{"internal/council"}, modules: []string{"golang.org/x/net/html"}},
	"internal/deadline": {rooms: []string{"internal/council"}},
	"internal/diary":    {rooms: []string{"internal/council", "internal/deadline"}},
	"internal/figure":   {rooms: []string{"internal/council", "internal/deadline", "internal/gazette"}},
	"internal/balance":  {rooms: []string{"internal/council"}},
	"internal/redline":  {},
	"internal/screen":   {rooms: []string{"internal/council"}},
	"internal/wall":     {rooms: []string{"internal/council", "internal/gazette", "internal/page", "internal/redline", "internal/screen"}, modules: []string{"github.com/a-h/templ"}},
	"internal/ballot":   {rooms: []string{"internal/council"}},
	"internal/election": {rooms: []string{"internal/council", "internal/gazette"}},
	"internal/gazette":  {rooms: []string{"internal/council"}, modules: []string{"golang.org/x/mod/sumdb", "github.com/gowebpki/jcs", "golang.org/x/text/unicode/norm"}},
	"internal/audience": {rooms: []string{"internal/council"}},
	"internal/register": {rooms: []string{"internal/council", "internal/audience", "internal/ballot", "internal/screen", "internal/gazette", "internal/minutes", "internal/deadline", "internal/balance", "internal/diary", "internal/election", "internal/redline"}},
	"internal/bindery":  {rooms: []string{"internal/council", "internal/audience", "internal/gazette", "internal/job", "internal/paper", "internal/register"}},
	"internal/notice":   {rooms: []string{"internal/council", "internal/job", "internal/page", "internal/register"}, modules: []string{"github.com/wneessen/go-mail"}},
	"internal/job":      {rooms: []string{"internal/council"}},
	"internal/auth":     {rooms: []string{"internal/council", "internal/audience"}, modules: []string{"golang.org/x/crypto", "github.com/coreos/go-oidc/v3", "golang.org/x/oauth2", "github.com/go-webauthn/webauthn", "github.com/pquerna/otp", "github.com/boombuler/barcode", "golang.org/x/text"}},
	"internal/desk":     {rooms: []string{"internal/council", "internal/audience", "internal/gazette", "internal/register", "internal/auth", "internal/page", "internal/paper", "internal/deadline", "internal/balance", "internal/diary", "internal/election", "internal/minutes", "internal/redline", "internal/ballot", "internal/screen"}, modules: []string{"github.com/a-h/templ", "golang.org/x/text", "github.com/microcosm-cc/bluemonday", "golang.org/x/net/html"}},
	"internal/sqldb":    {rooms: []string{"internal/council", "internal/gazette", "internal/audience", "internal/register", "internal/auth", "internal/job", "internal/screen"}, modules: []string{"modernc.org/sqlite", "github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "github.com/fxamacker/cbor/v2", "golang.org/x/mod/sumdb"}},
	"internal/paper":    {rooms: []string{"internal/council"}, modules: []string{"github.com/minio/minio-go/v7", "github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero", "github.com/gabriel-vasile/mimetype", "github.com/pdfcpu/pdfcpu", "golang.org/x/image", "golang.org/x/net/html", "golang.org/x/sys/unix", "golang.org/x/text", "github.com/yuin/goldmark"}},
	"internal/intake":   {rooms: []string{"internal/council", "internal/gazette", "internal/minutes", "internal/paper"}, modules: []string{"golang.org/x/net/html", "github.com/microcosm-cc/bluemonday"}},
	"internal/demo":     {rooms: []string{"internal/council", "internal/ballot", "internal/balance", "internal/election", "internal/audience", "internal/register", "internal/gazette", "internal/minutes", "internal/paper"}},
	"internal/page":     {rooms: []string{"internal/council", "internal/gazette", "internal/deadline", "internal/diary", "internal/balance"}, modules: []string{"github.com/a-h/templ", "golang.org/x/text", "github.com/nicksnyder/go-i18n/v2", "github.com/BurntSushi/toml"}},
	"internal/site":     {rooms: []string{"internal/council", "internal/figure", "internal/gazette", "internal/page", "internal/paper", "internal/redline"}, modules: []string{"github.com/a-h/templ", "golang.org/x/text", "golang.org/x/mod/sumdb"}},
	"internal/wire":     {rooms: []string{"internal/council", "internal/gazette", "internal/page", "internal/paper"}},
	"internal/testkit":  {rooms: []string{"*"}, modules: []string{"*"}},
	"internal/house":    {},
	"bench":             {rooms: []string{"*"}, modules: []string{"*"}},
	"e2e":               {rooms: []string{"*"}, modules: []string{"*"}},
	"scripts/tally":     {},
}

// onlyTests are folders that nothing but tests may import.
var onlyTests = []string{"internal/testkit", "internal/house", "e2e", "bench"}

// listed is what go list tells of a package.
type listed struct {
	ImportPath                         string
	Name, Dir                          string
	GoFiles, TestGoFiles               []string
	Imports, TestImports, XTestImports []string
}

// folder is the package's place in the module: "internal/council".
func (l listed) folder() string { return strings.TrimPrefix(l.ImportPath, "moothall/") }

// room is the rule for the package: that of its own folder or of the nearest
// folder above it that has one.
func (l listed) room() (string, room, bool) {
	for at := l.folder(); at != ""; {
		if r, ok := rooms[at]; ok {
			return at, r, true
		}
		cut := strings.LastIndex(at, "/")
		at = at[:max(cut, 0)]
	}
	return "", room{}, false
}

// docs are the package's own comments on it, without those of generated files.
func (l listed) docs(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, name := range slices.Concat(l.GoFiles, l.TestGoFiles) {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(l.Dir, name), nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if !ast.IsGenerated(file) && file.Doc != nil {
			all = append(all, file.Doc.Text())
		}
	}
	return all
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Name,Dir,GoFiles,TestGoFiles,Imports,TestImports,XTestImports", "./...")
	list.Dir = root
	list.Stderr = t.Output()
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var one listed
		if err := d.Decode(&one); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
}

// under reports whether a path is one of the places or lies in one.
func under(path string, places []string) bool {
	return slices.ContainsFunc(places, func(place string) bool {
		return place == "*" || path == place || strings.HasPrefix(path, place+"/")
	})
}

func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != "moothall"
}

func TestWhoMayImportWhom(t *testing.T) {
	t.Parallel()
	for _, pkg := range listPackages(t) {
		home, rule, ok := pkg.room()
		if !ok {
			t.Errorf("%s is not in the table of rooms", pkg.folder())
			continue
		}
		for _, path := range pkg.Imports {
			ours, isOurs := strings.CutPrefix(path, "moothall/")
			switch {
			case isStandard(path), isOurs && under(ours, []string{home}):
			case isOurs && under(ours, onlyTests):
				t.Errorf("%s imports %s, which is for tests", pkg.folder(), ours)
			case isOurs && !under(ours, rule.rooms):
				t.Errorf("%s may not import %s", pkg.folder(), ours)
			case !isOurs && !under(path, rule.modules):
				t.Errorf("%s may not import %s", pkg.folder(), path)
			}
		}
	}
}

func TestEveryModuleHasAReason(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, pkg := range listPackages(t) {
		for _, path := range slices.Concat(pkg.Imports, pkg.TestImports, pkg.XTestImports) {
			if isStandard(path) || strings.HasPrefix(path, "moothall/") {
				continue
			}
			module := moduleOf(path)
			if module == "" {
				t.Errorf("%s imports %s: say in the table of modules why that is needed", pkg.folder(), path)
			}
			used[module] = true
		}
	}
	for module := range modules {
		if !used[module] && module != "github.com/a-h/templ" {
			t.Errorf("%s is in the table of modules, and nothing imports it", module)
		}
	}
}

func moduleOf(path string) string {
	for module := range modules {
		if under(path, []string{module}) {
			return module
		}
	}
	return ""
}

func TestDepth(t *testing.T) {
	t.Parallel()
	imports := map[string][]string{}
	for _, pkg := range listPackages(t) {
		for _, path := range pkg.Imports {
			if strings.HasPrefix(path, "moothall/") {
				imports[pkg.ImportPath] = append(imports[pkg.ImportPath], path)
			}
		}
	}
	// go list has refused cycles by now, so that this ends.
	var longest func(from string) []string
	longest = func(from string) []string {
		var below []string
		for _, path := range imports[from] {
			if chain := longest(path); len(chain) > len(below) {
				below = chain
			}
		}
		return append([]string{from}, below...)
	}
	for from := range imports {
		if chain := longest(from); len(chain)-1 > maxDepth {
			t.Errorf("%d imports follow one another, and %d may: %s", len(chain)-1, maxDepth, strings.Join(chain, " → "))
		}
	}
}

func TestEveryPackageSaysWhatItHolds(t *testing.T) {
	t.Parallel()
	for _, pkg := range listPackages(t) {
		kind := "Package "
		if pkg.Name == "main" {
			kind = "Command "
		}
		if !slices.ContainsFunc(pkg.docs(t), func(doc string) bool { return strings.HasPrefix(doc, kind) }) {
			t.Errorf("%s has no paragraph that starts with %q", pkg.folder(), kind+"...")
		}
		if slices.Contains([]string{"util", "utils", "common", "helpers", "models", "misc", "base", "shared"}, pkg.Name) {
			t.Errorf("%s: %q says nothing of what it holds", pkg.folder(), pkg.Name)
		}
	}
}
