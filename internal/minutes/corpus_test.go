package minutes_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/minutes"
)

// kinds are what precision and recall are counted for, in the order of the table.
var kinds = []string{"point", "answer", "limb", "label", "verb", "addressee", "consulted", "vote", "contact", "reference"}

// facts are what was read from one source, by kind; a fact about a limb begins with the limb's words.
type facts map[string][]string

func (f facts) add(kind, fact string) { f[kind] = append(f[kind], fact) }

// example is one entry of the corpus: a source, and what a person reads in it.
type example struct {
	name, file string
	miss       string // why the reader is known to be wrong here; "" where it is right
	source     string
	want       facts
}

// readCorpus reads testdata/corpus, whose form its README gives.
func readCorpus(tb testing.TB) []example {
	tb.Helper()
	files, err := filepath.Glob("testdata/corpus/*.txt")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no corpus: %v", err)
	}
	var all []example
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		for _, entry := range strings.Split("\n"+string(text), "\n=== ")[1:] {
			e, err := parseExample(entry)
			if err != nil {
				tb.Fatalf("%s: %v", file, err)
			}
			e.file = filepath.Base(file)
			all = append(all, e)
		}
	}
	return all
}

func parseExample(entry string) (example, error) {
	title, rest, _ := strings.Cut(entry, "\n")
	source, want, ok := strings.Cut("\n"+rest, "\n---\n")
	if !ok {
		return example{}, fmt.Errorf("%q has no line ---", title)
	}
	e := example{want: facts{}, source: escapes.Replace(strings.TrimPrefix(source, "\n"))}
	e.name, e.miss, _ = strings.Cut(title, " | known miss: ")
	limb := ""
	for _, l := range strings.Split(want, "\n") {
		kind, value, ok := strings.Cut(l, ": ")
		switch {
		case strings.TrimSpace(l) == "" || strings.HasPrefix(l, "#"):
			continue
		case !ok:
			return e, fmt.Errorf("%s: %q is no fact", e.name, l)
		}
		if kind == "limb" {
			if err := e.addLimb(value, &limb); err != nil {
				return e, err
			}
			continue
		}
		e.addFact(kind, value, limb)
	}
	return e, nil
}

// addLimb reads "label | verb | text".
func (e *example) addLimb(value string, limb *string) error {
	parts := strings.SplitN(value, " | ", 3)
	if len(parts) != 3 {
		return fmt.Errorf("%s: limb %q wants label | verb | text", e.name, value)
	}
	*limb = parts[2]
	e.want.add("limb", parts[2])
	e.want.add("verb", parts[2]+" = "+parts[1])
	if parts[0] != "-" {
		e.want.add("label", parts[2]+" = "+parts[0])
	}
	return nil
}

func (e *example) addFact(kind, value, limb string) {
	switch kind {
	case "addressee", "consulted", "vote":
		value = limb + " = " + value
	case "answer":
		points := e.want["point"]
		value = points[len(points)-1] + " = " + value
	}
	e.want.add(kind, value)
}

// escapes are how the corpus writes characters that an editor would not show.
var escapes = strings.NewReplacer(`{nbsp}`, "\u00a0", `{tab}`, "\t", `{cr}`, "\r", `{shy}`, "\u00ad", `{zwsp}`, "\u200b", `{word-bullet}`, "\uf0b7")

// factsOf is a reading as facts.
func factsOf(r minutes.Reading) facts {
	f := facts{}
	for _, p := range r.Points {
		f.add("point", p.Text)
		if p.Answer != "" {
			f.add("answer", p.Text+" = "+p.Answer)
		}
	}
	for _, l := range r.Resolution {
		f.add("limb", l.Text)
		f.add("verb", l.Text+" = "+string(l.Verb))
		for kind, value := range map[string]string{"label": l.Label, "addressee": l.Addressee, "consulted": l.InConsultationWith, "vote": voteWords(l.Vote)} {
			if value != "" {
				f.add(kind, l.Text+" = "+value)
			}
		}
	}
	for _, c := range r.Contacts {
		f.add("contact", c.Name+" | "+c.Telephone+" | "+c.Email)
	}
	for _, ref := range r.References {
		f.add("reference", ref.Text)
	}
	return f
}

func voteWords(v *minutes.Vote) string {
	switch {
	case v == nil:
		return ""
	case v.Unanimous:
		return "unanimous"
	}
	return fmt.Sprintf("%d-%d-%d", v.For, v.Against, v.Abstained)
}

// tally counts one kind: what was read and is right, what was read, what there was to read.
type tally struct{ right, read, wanted int }

func (t tally) precision() float64 { return share(t.right, t.read) }
func (t tally) recall() float64    { return share(t.right, t.wanted) }

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// score counts every kind over the corpus, known misses too.
func score(corpus []example) map[string]tally {
	total := map[string]tally{}
	for _, e := range corpus {
		got := factsOf(minutes.Read(e.source))
		for _, kind := range kinds {
			t := total[kind]
			t.read += len(got[kind])
			t.wanted += len(e.want[kind])
			t.right += common(got[kind], e.want[kind])
			total[kind] = t
		}
	}
	return total
}

// common is how many facts two lists share, each counted once.
func common(a, b []string) int {
	left := map[string]int{}
	for _, s := range a {
		left[s]++
	}
	n := 0
	for _, s := range b {
		if left[s] > 0 {
			left[s]--
			n++
		}
	}
	return n
}

// scoreTable has two kinds in a line, since a benchmark's log is cut after ten.
func scoreTable(total map[string]tally, examples int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "reading of minutes, %d examples (precision, recall; right/read/wanted)", examples)
	for i, kind := range kinds {
		t := total[kind]
		if i%2 == 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%-10s %.3f %.3f  %-15s ", kind, t.precision(), t.recall(), fmt.Sprintf("%d/%d/%d", t.right, t.read, t.wanted))
	}
	return b.String()
}

func TestCorpus(t *testing.T) {
	t.Parallel()
	corpus := readCorpus(t)
	if len(corpus) < 80 {
		t.Errorf("%d examples, want at least 80", len(corpus))
	}
	seen := map[string]bool{}
	for _, e := range corpus {
		if seen[e.name] {
			t.Errorf("two examples are called %s", e.name)
		}
		seen[e.name] = true
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			diff := cmp.Diff(sorted(e.want), sorted(factsOf(minutes.Read(e.source))))
			switch {
			case e.miss == "" && diff != "":
				t.Errorf("%s (-want +got)\n%s", e.file, diff)
			case e.miss != "" && diff == "":
				t.Errorf("%s: no longer a miss, so the mark must go: %s", e.file, e.miss)
			}
			if err := promises(e.source); err != nil {
				t.Error(err)
			}
		})
	}
}

func sorted(f facts) facts {
	out := facts{}
	for kind, list := range f {
		out[kind] = append([]string(nil), list...)
		if kind != "point" && kind != "limb" {
			sort.Strings(out[kind])
		}
	}
	return out
}

// TestPrecisionAndRecall keeps the reader from getting worse over the corpus, known misses counted.
func TestPrecisionAndRecall(t *testing.T) {
	t.Parallel()
	corpus := readCorpus(t)
	total := score(corpus)
	for _, kind := range kinds {
		if got := total[kind]; got.precision() < 0.85 || got.recall() < 0.85 {
			t.Errorf("%s: precision %.3f, recall %.3f; want 0.85 of each", kind, got.precision(), got.recall())
		}
	}
	t.Log("\n" + scoreTable(total, len(corpus)))
}

// BenchmarkReading prints precision and recall per kind over the corpus, and measures the reading of it.
func BenchmarkReading(b *testing.B) {
	corpus := readCorpus(b)
	bytes := 0
	for _, e := range corpus {
		bytes += len(e.source)
	}
	b.SetBytes(int64(bytes))
	for b.Loop() {
		for _, e := range corpus {
			minutes.Read(e.source)
		}
	}
	total := score(corpus)
	for _, kind := range kinds {
		b.ReportMetric(total[kind].precision(), kind+"-precision")
		b.ReportMetric(total[kind].recall(), kind+"-recall")
	}
	b.Log("\n" + scoreTable(total, len(corpus)))
}

// BenchmarkReading2000Words reads minutes of two thousand words: the aim is under 5 ms.
func BenchmarkReading2000Words(b *testing.B) {
	for kind, src := range map[string]string{"text": longMinutes(false), "html": longMinutes(true), "debate": longDebate()} {
		b.Run(kind, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				minutes.Read(src)
			}
		})
	}
}

// longDebate is a debate of a little over 2,000 words in running prose, with a recorded vote.
func longDebate() string {
	var lines []string
	for n := range 42 {
		lines = append(lines, fmt.Sprintf("Councillor Marsh asked whether the %d residents of Weir Lane had been told of the diversion, and when it would end. The Head of Highways replied that letters had been delivered twice, and that the works would take six weeks. Councillor Frith thanked her.", n))
	}
	return strings.Join(append(lines, "RESOLVED – That the order be confirmed.", "For: Councillors Abara, Birtle, Cole, Dale and Eames", "Against: Councillors Frith and Gill", "Abstained: None"), "\n\n")
}

// longMinutes are minutes of a little over 2,000 words: a debate, forty points, eight limbs.
func longMinutes(asHTML bool) string {
	var lines []string
	for n := range 12 {
		lines = append(lines, fmt.Sprintf("The Cabinet Member for Streets and Parks recommended the scheme and noted that %d residents had been consulted, that it had been agreed with the ward councillors, and that no decision had yet been made on the approved list of sites at Hollin Lane, which the Committee had resolved to visit.", n))
	}
	lines = append(lines, "The following comments were made:-")
	for n := range 40 {
		lines = append(lines, fmt.Sprintf("· How many of the %d trees would be replaced, and who would water them in their first summer? In response it was advised that each tree had a guardian and a budget of two years.", n))
	}
	lines = append(lines, "RESOLVED – (20 for, 3 against) (1) That the scheme be approved.")
	for n := range 7 {
		lines = append(lines, fmt.Sprintf("(%d) That the Director of Place, in consultation with the Cabinet Member for Streets and Parks, be authorised to complete the agreements.", n+2))
	}
	if asHTML {
		return "<div><p class=\"MsoNormal\">" + strings.Join(lines, "</p>\n<p>&nbsp;</p><p class=\"MsoNormal\">") + "</p></div>"
	}
	return strings.Join(lines, "\n\n")
}
