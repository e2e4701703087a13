package minutes_test

import (
	"strings"
	"testing"
	"time"

	"moothall/internal/minutes"
)

// TestLongSourcesEnd reads long sources that make a careless reader go over them again for every word: at
// quadratic cost each takes twenty seconds and more.
func TestLongSourcesEnd(t *testing.T) {
	t.Parallel()
	const size, limit = 60_000, 8 * time.Second
	for name, unit := range map[string]string{
		"headlines in one line": "it was RESOLVED x ",
		"one label again":       "(1) That x; ",
		"labels on lines":       "(1) a\n",
		"addresses":             "Officer contact: A B, a@b.example; ",
		"open lists":            "<ol><li>a",
		"references":            "(C&H2 / C&H3) ",
		"sides":                 "For: Councillors Abara and Birtle\n",
		"names":                 "Councillor Abara\n",
		"questions":             "Councillor Abara asked whether it was so. ",
		"limbs within":          "(1) That: (a) it be approved; (b) it be noted; ",
		"listed within":         "(1) That:\n(a) it be approved;\n(b) it be noted;\n",
		"cells":                 "<table><tr><td>a</td></tr>",
		"Welsh":                 "PENDERFYNWYD cymeradwyo a ",
		"introductions":         "The following comments were made:\n- a\n",
	} {
		src := "RESOLVED – " + strings.Repeat(unit, size/len(unit))
		start := time.Now()
		minutes.Read(src)
		minutes.Read(src[len("RESOLVED – "):])
		minutes.ReadAsk(src)
		if took := time.Since(start); took > limit {
			t.Errorf("%s: %d bytes took %v", name, len(src), took)
		}
	}
}
