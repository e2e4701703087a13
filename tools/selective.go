package main

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// selective is the analyzer without its findings in generated files and without
// those that are silenced or lawful.
func selective(a *analysis.Analyzer) *analysis.Analyzer {
	chosen := *a
	chosen.Run = func(pass *analysis.Pass) (any, error) {
		quiet := lookForQuiet(pass)
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			at := pass.Fset.Position(d.Pos)
			switch {
			case quiet.generated[at.Filename]:
			case strings.HasSuffix(at.Filename, "_test.go") && notForTests[a.Name]:
			case a.Name == "exhaustive" && strings.HasSuffix(pass.Pkg.Path(), "/demo"):
				// It makes up examples, of a few kinds on purpose.
			case quiet.ignored(at, a.Name):
			case a.Name == "errcheck" && quiet.lawful[line{at.Filename, at.Line}]:
			default:
				d.Message = a.Name + ": " + d.Message
				pass.Report(d)
			}
		}
		return a.Run(&inner)
	}
	return &chosen
}

// notForTests are linters that guard what runs for years. A test ends by itself,
// and what it did not close or stop ends with it.
var notForTests = map[string]bool{"bodyclose": true, "exhaustive": true, "noctx": true}

type line struct {
	file   string
	number int
}

// quiet is where in a package nothing, or not everything, is reported.
type quiet struct {
	generated map[string]bool
	silenced  map[line][]string // the linters named in a //nolint there
	lawful    map[line]bool     // calls whose error nobody can act on
}

func (q quiet) ignored(at token.Position, linter string) bool {
	for _, n := range []int{at.Line, at.Line - 1} {
		for _, name := range q.silenced[line{at.Filename, n}] {
			if name == linter {
				return true
			}
		}
	}
	return false
}

func lookForQuiet(pass *analysis.Pass) quiet {
	q := quiet{map[string]bool{}, map[line][]string{}, map[line]bool{}}
	for _, file := range pass.Files {
		if ast.IsGenerated(file) {
			q.generated[pass.Fset.Position(file.Pos()).Filename] = true
			continue
		}
		for _, group := range file.Comments {
			for _, comment := range group.List {
				q.addSilence(pass.Fset.Position(comment.Pos()), comment.Text)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil {
				return true
			}
			if at := pass.Fset.Position(n.Pos()); isLawful(n, at.Filename) {
				q.lawful[line{at.Filename, at.Line}] = true
			}
			return true
		})
	}
	return q
}

// addSilence takes a comment "//nolint:name,name // reason". One without a
// reason silences nothing.
func (q quiet) addSilence(at token.Position, text string) {
	rest, found := strings.CutPrefix(text, "//nolint:")
	names, reason, _ := strings.Cut(rest, " // ")
	if found && strings.TrimSpace(reason) != "" {
		where := line{at.Filename, at.Line}
		q.silenced[where] = append(q.silenced[where], strings.Split(names, ",")...)
	}
}

// isLawful reports a call that may drop its error: closing or rolling back in a
// defer, when the outcome is settled already (whoever writes a file closes it in
// the open) or in a test; and printing, whose reader may have gone away.
func isLawful(n ast.Node, file string) bool {
	switch n := n.(type) {
	case *ast.DeferStmt:
		name := called(n.Call)
		return name == "Close" || name == "Rollback" || name == "RemoveAll" || name == "Remove"
	case *ast.ExprStmt:
		call, ok := n.X.(*ast.CallExpr)
		return ok && called(call) == "Close" && strings.HasSuffix(file, "_test.go")
	case *ast.CallExpr:
		switch called(n) {
		case "Fprint", "Fprintf", "Fprintln":
			return true
		}
	}
	return false
}

func called(call *ast.CallExpr) string {
	if selector, ok := call.Fun.(*ast.SelectorExpr); ok {
		return selector.Sel.Name
	}
	return ""
}
