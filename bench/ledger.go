package main

import (
	"fmt"
	"io"
)

// ledger gathers what was found at each gate.
type ledger struct {
	out    io.Writer
	gates  []gate
	unsure []string // sections whose yardstick did not agree with itself
}

// gate is a bar with the value that was measured, and the aim beyond the bar.
type gate struct {
	section string
	name    string
	value   float64
	bar     float64
	aim     float64 // 0 where there is none
	least   bool    // the bar is a least value, not a most
	unit    string
}

func (l *ledger) add(g gate) { l.gates = append(l.gates, g) }

// doubt marks a section as measured on a machine too noisy to judge by.
func (l *ledger) doubt(section string) { l.unsure = append(l.unsure, section) }

func (l *ledger) doubted(section string) bool {
	for _, s := range l.unsure {
		if s == section {
			return true
		}
	}
	return false
}

func (g gate) met(limit float64) bool {
	if g.least {
		return g.value >= limit
	}
	return g.value <= limit
}

// sentence is the gate in words: what it came to, the bar, and how near the aim is.
func (g gate) sentence() string {
	word := "at most"
	if g.least {
		word = "at least"
	}
	s := fmt.Sprintf("%s: %s%s, %s %s%s", g.name, short(g.value), g.unit, word, short(g.bar), g.unit)
	switch {
	case g.aim == 0:
		return s
	case g.met(g.aim):
		return s + fmt.Sprintf("; the aim of %s%s is reached", short(g.aim), g.unit)
	case g.least:
		return s + fmt.Sprintf("; aim %s, %.0f %% of it reached", short(g.aim), 100*g.value/g.aim)
	}
	return s + fmt.Sprintf("; aim %s%s, this is %.2f times it", short(g.aim), g.unit, g.value/g.aim)
}

func short(v float64) string {
	if v == float64(int(v)) || v >= 100 {
		return fmt.Sprintf("%.0f", v)
	}
	if v >= 10 {
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// close prints every gate and reports whether all of those that could be judged hold.
func (l *ledger) close() bool {
	good := true
	_, _ = fmt.Fprintln(l.out, "\nGates")
	for _, g := range l.gates {
		mark := "holds        "
		switch {
		case g.met(g.bar):
		case l.doubted(g.section):
			mark = "inconclusive "
		default:
			mark, good = "BROKEN       ", false
		}
		_, _ = fmt.Fprintln(l.out, " ", mark, g.sentence())
	}
	return good
}
