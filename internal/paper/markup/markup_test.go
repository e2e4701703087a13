package markup

import (
	"strings"
	"testing"

	"moothall/internal/paper/doc"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, typed, want string }{
		{"paragraphs and lines", "One\ntwo\n\nThree", "<p>One<br>two</p>\n<p>Three</p>\n"},
		{"a heading", "# Costs\n\nMany", "<h3>Costs</h3>\n<p>Many</p>\n"},
		{"a bulleted list", "- one\n- *two*\n", "<ul>\n<li>one</li>\n<li><em>two</em></li>\n</ul>\n"},
		{"a numbered list", "3. one\n4. **two**\n", "<ol start=\"3\">\n<li>one</li>\n<li><strong>two</strong></li>\n</ol>\n"},
		{"limbs", "a) approve\nb) note",
			"<ul class=\"moot-labels\">\n<li><span class=\"moot-labels__label\">a)</span> approve</li>\n<li><span class=\"moot-labels__label\">b)</span> note</li>\n</ul>\n"},
		{"one numbered paragraph", "6.2 The sum", "<p>6.2 The sum</p>\n"},
		{"a link", "[The plan](https://example.org/a)", `<p><a href="https://example.org/a">The plan</a></p>` + "\n"},
		{"a link that runs", "[x](javascript:alert(1))", "<p>x</p>\n"},
		{"no HTML", "<script>alert(1)</script> & <5%", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;5%</p>\n"},
		{"four spaces", "    far in", "<p>far in</p>\n"},
		{"a pasted table", "Year\tCost\n2018\t£5", "<table>\n<thead>\n<tr><th scope=\"col\">Year</th><th scope=\"col\">Cost</th></tr>\n</thead>\n<tbody>\n<tr><td>2018</td><td>£5</td></tr>\n</tbody>\n</table>\n"},
	} {
		if got := HTML(test.typed, "en"); got != test.want {
			t.Errorf("%s: %q\n%s\nwant\n%s", test.name, test.typed, got, test.want)
		}
	}
}

// Whatever is typed, its words are read in order.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"# a\n- b\n\t- c\n> d\n\te\tf\n", "[a]: b \"c\"\n\n[a] ![x](y)", "a | b\n- | -\n1 | 2 | 3", "```\ncode\n```\n---\nx\n===", "<b>\\*x\\*</b> &amp; `y`"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got := doc.Document{Blocks: Read(typed)}.Text()
		at := 0
		for _, word := range words(typed) {
			i := strings.Index(got[at:], word)
			if i < 0 {
				t.Fatalf("%q is lost from %q: %q", word, typed, got)
			}
			at += i + len(word)
		}
	})
}

// words are the runs of letters, outside of where a link leads to.
func words(typed string) []string {
	if strings.ContainsAny(typed, "[]()<>!\x00\\") { // addresses, which are not shown
		return nil
	}
	return strings.FieldsFunc(typed, func(r rune) bool { return r < 'A' || r > 'z' || r > 'Z' && r < 'a' })
}
