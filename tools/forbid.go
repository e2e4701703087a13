package main

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// forbid holds the rule of the house that only programs, which wire everything
// together, know the time and the environment, and that nothing panics once it
// runs: time and settings are arguments, and what goes wrong is an error.
var forbid = &analysis.Analyzer{
	Name: "forbid",
	Doc:  "forbid time.Now, os.Getenv, panic and init outside programs and tests",
	Run:  runForbid,
}

var forbidden = map[string]string{
	"time.Now":     "the time is an argument",
	"time.Since":   "the time is an argument",
	"time.Until":   "the time is an argument",
	"os.Getenv":    "settings are arguments",
	"os.LookupEnv": "settings are arguments",
	"os.Environ":   "settings are arguments",
	"panic":        "return an error",
}

func runForbid(pass *analysis.Pass) (any, error) {
	if pass.Pkg.Name() == "main" || strings.HasSuffix(pass.Pkg.Path(), "/testkit") {
		return nil, nil
	}
	for _, file := range pass.Files {
		if strings.HasSuffix(pass.Fset.Position(file.Pos()).Filename, "_test.go") {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					pass.Reportf(n.Pos(), "no func init: say it where it is used")
				}
			case *ast.Ident:
				if name := fullName(pass.TypesInfo.Uses[n]); forbidden[name] != "" {
					pass.Reportf(n.Pos(), "%s is for programs only: %s", name, forbidden[name])
				}
			}
			return true
		})
	}
	return nil, nil
}

// fullName is "package.Name" for a function of a package, and the bare name for
// one of the language.
func fullName(used types.Object) string {
	switch used := used.(type) {
	case *types.Func:
		if used.Signature().Recv() != nil || used.Pkg() == nil {
			return ""
		}
		return used.Pkg().Path() + "." + used.Name()
	case *types.Builtin:
		return used.Name()
	default:
		return ""
	}
}
