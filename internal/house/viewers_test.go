package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// keys are methods and functions that open what is kept from others, each with the one folder that may
// call it besides tests.
var keys = map[string]string{
	"audience.Admit": "internal/auth",  // makes a viewer
	"MarshalBinary":  "internal/sqldb", // writes the words under a seal
}

// TestOnlyTheDoorMakesViewers holds that nothing but package auth makes somebody who may see what the
// public may not, and that nothing but the store reads sealed words without asking who looks.
func TestOnlyTheDoorMakesViewers(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	for _, name := range sources(t, "*.go") {
		folder := filepath.ToSlash(filepath.Dir(name))
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(folder, "internal/testkit") {
			continue
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, filepath.Join(root, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			called := selector.Sel.Name
			if of, ok := selector.X.(*ast.Ident); ok && of.Name == "audience" {
				called = "audience." + called
			}
			may, guarded := keys[called]
			found[called] = found[called] || guarded
			if guarded && !under(folder, []string{may}) {
				t.Errorf("%s: only %s may call %s", files.Position(n.Pos()), may, called)
			}
			return true
		})
	}
	if !found["audience.Admit"] {
		t.Error("nothing calls audience.Admit any longer: this test guards nothing")
	}
}
