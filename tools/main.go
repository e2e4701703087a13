// Command lint is the linters that `make check` runs over the module, in one
// program that go vet drives, so that a package is looked at again only when it
// or something it imports has changed.
//
// What a generator wrote is left alone. A finding that is wrong is silenced
// where it is, or on the line before, with the linter's name and the reason:
//
//	//nolint:forbid // the only caller passes a constant
package main

import (
	"log"
	"slices"

	"github.com/jingyugao/rowserrcheck/passes/rowserr"
	"github.com/kisielk/errcheck/errcheck"
	"github.com/nishanths/exhaustive/passes/exhaustive"
	"github.com/polyfloyd/go-errorlint/errorlint"
	"github.com/ryanrolds/sqlclosecheck/pkg/analyzer"
	"github.com/sonatard/noctx"
	"github.com/timakin/bodyclose/passes/bodyclose"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
	"honnef.co/go/tools/analysis/lint"
	"honnef.co/go/tools/simple"
	"honnef.co/go/tools/staticcheck"
	"honnef.co/go/tools/stylecheck"
)

func main() {
	// A default says what is done for all others. Only our own enumerations are
	// known to be whole.
	for name, value := range map[string]string{"check": "switch", "d": "true", "typeonly": "^moothall/"} {
		if err := exhaustive.Analyzer.Flags.Set(name, value); err != nil {
			log.Fatal(err)
		}
	}
	all := []*analysis.Analyzer{
		bodyclose.Analyzer,
		errcheck.Analyzer,
		errorlint.NewAnalyzer(),
		exhaustive.Analyzer,
		forbid,
		noctx.Analyzer,
		rowserr.NewAnalyzer(),
		analyzer.NewAnalyzer(),
	}
	for _, some := range [][]*lint.Analyzer{staticcheck.Analyzers, simple.Analyzers, stylecheck.Analyzers} {
		for _, one := range some {
			if !slices.Contains(unwanted, one.Analyzer.Name) {
				all = append(all, one.Analyzer)
			}
		}
	}
	for i, one := range all {
		all[i] = selective(one)
	}
	unitchecker.Main(all...)
}

// unwanted are staticcheck's checks that it leaves out itself unless asked, for
// they ask for a taste rather than find a fault. Package comments (ST1000) are
// held by internal/house.
var unwanted = []string{
	"SA9003", "ST1000", "ST1003", "ST1020", "ST1021", "ST1022", "ST1023",
}
