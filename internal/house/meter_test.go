package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The budget of lengths, in lines. It is a matter of taste with a meter: a long
// function is where to look first.
const (
	longestFile     = 400
	longestFunction = 60
	nineInTen       = 40
	median          = 12
)

// bannedTypes are names that say nothing of what is behind them.
var bannedTypes = []string{"App", "State", "Manager", "Service", "Context"}

// sources are the module's files, tracked or new, that git does not ignore.
func sources(t *testing.T, patterns ...string) []string {
	t.Helper()
	args := append([]string{"ls-files", "--cached", "--others", "--exclude-standard", "-z", "--"}, patterns...)
	list := exec.CommandContext(t.Context(), "git", args...)
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	var names []string
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		if _, err := os.Lstat(filepath.Join(root, name)); err == nil {
			names = append(names, name)
		}
	}
	return names
}

func TestLengths(t *testing.T) {
	t.Parallel()
	var lengths []int
	for _, name := range sources(t, "*.go") {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, filepath.Join(root, name), nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			t.Error(err)
			continue
		}
		if ast.IsGenerated(file) {
			continue
		}
		if n := files.File(file.Pos()).LineCount(); n > longestFile {
			t.Errorf("%s has %d lines, and may have %d", name, n, longestFile)
		}
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			n := files.Position(function.End()).Line - files.Position(function.Pos()).Line + 1
			lengths = append(lengths, n)
			if n > longestFunction {
				t.Errorf("%s: %s has %d lines, and may have %d", name, function.Name.Name, n, longestFunction)
			}
		}
	}
	slices.Sort(lengths)
	half, most := lengths[len(lengths)/2], lengths[len(lengths)*9/10]
	t.Logf("%d functions: median %d lines, nine in ten at most %d, longest %d", len(lengths), half, most, lengths[len(lengths)-1])
	if half > median || most > nineInTen {
		t.Errorf("functions: median %d, nine in ten at most %d lines; the budget is %d and %d", half, most, median, nineInTen)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, name := range sources(t, "*.go") {
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, filepath.Join(root, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && slices.Contains(bannedTypes, spec.Name.Name) {
				t.Errorf("%s: a type called %s says nothing of what it is", files.Position(spec.Pos()), spec.Name.Name)
			}
			return true
		})
	}
}

// TestNothingOfOneMachine holds that no file names a place that only one machine
// has: a folder of its maker's, or the server that packages came from.
func TestNothingOfOneMachine(t *testing.T) {
	t.Parallel()
	// In halves, so that this file is not its own first finding.
	marks := []string{
		"/wo" + "rk/", "/ro" + "ot/", "/tmp/ba" + "sh",
		"registry.np" + "mjs", "proxy.gol" + "ang", "sum.gol" + "ang", "deb.deb" + "ian", "pypi." + "org",
	}
	for _, name := range sources(t) {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Error(err)
			continue
		}
		for i, line := range strings.Split(string(text), "\n") {
			for _, mark := range marks {
				if strings.Contains(line, mark) {
					t.Errorf("%s:%d holds %q", name, i+1, mark)
				}
			}
		}
	}
}

func TestFrontEndLockNamesNoServer(t *testing.T) {
	t.Parallel()
	lock, err := os.ReadFile(filepath.Join(root, "web", "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), `"resolved"`) {
		t.Error("web/package-lock.json names servers; web/.npmrc should have kept them out: run npm install in web/ with npm 9 or later")
	}
}
