package intake

import (
	"encoding/xml"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"words of Word": {`<div class="WordSection1"><p class="MsoNormal" style="color:red">One<o:p></o:p></p><p class=MsoNormal>&nbsp;</p><p>Two &amp; <b style="">three</b></p></div>`,
			"<p>One</p>\n<p>Two &amp; <strong>three</strong></p>"},
		"bullets of Word": {`<p class="MsoListParagraphCxSpFirst"><span style="font-family:Symbol"><span>&middot;<span style="font:7.0pt">&nbsp;&nbsp; </span></span></span>One</p>` +
			`<p class="MsoListParagraphCxSpMiddle" style="mso-list:l0 level2 lfo1">o&nbsp;&nbsp; Inner</p><p class="MsoListParagraphCxSpLast">- Two</p><p>After</p>`,
			"<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>\n<p>After</p>"},
		"numbers of Word stay": {`<p class="MsoListParagraph">(1)<span>&nbsp;</span>to submit</p><p class="MsoListParagraph">(2) to delegate</p>`,
			"<p>(1) to submit</p>\n<p>(2) to delegate</p>"},
		"a dash is a dash":          {`<p>- not a list</p>`, `<p>- not a list</p>`},
		"a section is not a bullet": {`<p>§ 12 applies</p>`, `<p>§ 12 applies</p>`},
		"bullet in a list item":     {`<ul><li>· One</li></ul>`, `<ul><li>One</li></ul>`},
		"lists":                     {`<ol start="3" type="i" style="x"><li value="5">A<ul><li>B</li></ul></li><li><p>C</p><p>D</p></li><li></li></ol>`, `<ol type="i" start="3"><li value="5">A<ul><li>B</li></ul></li><li><p>C</p><p>D</p></li></ol>`},
		"absurd start":              {`<ol start="99999999"><li>A</li></ol>`, `<ol><li>A</li></ol>`},
		"style of a list":           {`<ol style="list-style-type: lower-alpha"><li>A</li></ol>`, `<ol type="a"><li>A</li></ol>`},
		"list in a list":            {`<ul><li>A</li><ul><li>B</li></ul>stray</ul>`, `<ul><li>A<ul><li>B</li></ul></li><li>stray</li></ul>`},
		"stray items":               {`<li>A</li><li>B</li>`, `<ul><li>A</li><li>B</li></ul>`},
		"headings nest":             {`<h1>A</h1><h4>B</h4><h2>C</h2><h6>D</h6><h1>E</h1>`, "<h3>A</h3>\n<h4>B</h4>\n<h4>C</h4>\n<h5>D</h5>\n<h3>E</h3>"},
		"headings in cells":         {`<table><tr><td><h2>A</h2></td><td>B</td></tr></table>`, `<table><tbody><tr><td><strong>A</strong></td><td>B</td></tr></tbody></table>`},
		"a table": {`<table border=1><caption>Trees</caption><thead><tr><th>Ward</th><th onclick="x">Trees</th></tr></thead><tr><th>Quay</th><td colspan=2 style="x">4</td></tr><tr><td>&nbsp;</td><td></td></tr></table>`,
			`<table><caption>Trees</caption><thead><tr><th scope="col">Ward</th><th scope="col">Trees</th></tr></thead><tbody><tr><th scope="row">Quay</th><td colspan="2">4</td></tr></tbody></table>`},
		"a layout table":       {`<table><tr><td><p>A</p><p>B</p></td></tr></table>`, "<p>A</p>\n<p>B</p>"},
		"emphasis over blocks": {`<b><p>A</p><p>B</p></b>`, "<p><strong>A</strong></p>\n<p><strong>B</strong></p>"},
		"split emphasis":       {`<b>RE</b><b>SOLVED</b> – <i>That</i><i> X</i>`, `<p><strong>RESOLVED</strong> – <em>That X</em></p>`},
		"links": {`<a href="HTTPS://a.example/x?y=1&z" onclick="x" target=_blank class=c>A</a> <a href="mailto:a@b.example">B</a> <a href="javascript:alert(1)">C</a> <a href="/rel">D</a> <a href="data:text/html,x">E</a> <a name="f">F</a> <a href=" java&#10;script:alert(1)">G</a> <a href="//c.example">H</a>`,
			`<p><a href="https://a.example/x?y=1&amp;z" rel="nofollow noopener">A</a> <a href="mailto:a@b.example" rel="nofollow noopener">B</a> C D E F G H</p>`},
		"what runs":         {`<script>alert(1)</script><p onmouseover="x" style="background:url(x)">A<img src=x onerror=alert(1)><svg onload=alert(1)></svg><iframe src=x>no</iframe></p><style>p{}</style><object data=x>no</object>`, `<p>A</p>`},
		"markup as words":   {`<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>`, `<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>`},
		"hidden by Word":    {`<p>A<span style="display:none;mso-hide:all"> secret</span></p>`, `<p>A</p>`},
		"folded sections":   {`<div style="display: none"><p>A</p></div>`, `<p>A</p>`},
		"struck and raised": {`18<sup>th</sup> H<sub>2</sub>O <s>old</s> <u>new</u>`, `<p>18<sup>th</sup> H<sub>2</sub>O <del>old</del> new</p>`},
		"breaks":            {`A<br>B<br><br>C`, "<p>A</p>\n<p>B</p>\n<p>C</p>"},
		"nothing":           {` <p>&nbsp;</p><div></div>`, ``},
		"too deep":          {strings.Repeat("<div>", 2000) + "A", `<p>A</p>`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Clean(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if again := Clean(got); again != got {
				t.Errorf("a second time it is %q", again)
			}
		})
	}
}

// seen are the words that a reader sees, in order. Lone letters o, which Word uses for bullets, are
// left out.
func seen(t testing.TB, fragment string) []string {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		t.Skip("not to be parsed")
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && unseen(n) {
			return
		}
		apart := n.Type == html.ElementNode && (isBlock(n) || n.Data == "br")
		if apart {
			b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if apart {
			b.WriteByte(' ')
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	words := strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(words, func(w string) bool { return w == "o" })
}

func holdsWords(t testing.TB, fragment string) {
	t.Helper()
	before := seen(t, fragment)
	got := Clean(fragment)
	if diff := cmp.Diff(before, seen(t, got), cmp.Transformer("nil", func(s []string) []string { return append([]string{}, s...) })); diff != "" {
		t.Errorf("words of %q as %q: %s", fragment, got, diff)
	}
	if again := Clean(got); again != got {
		t.Errorf("%q is not settled: a second time %q", got, again)
	}
	nodes, err := html.ParseFragment(strings.NewReader(got), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		t.Fatal(err)
	}
	for _, top := range nodes {
		for n := range top.Descendants() {
			holdsToList(t, n)
		}
		holdsToList(t, top)
	}
}

// holdsToList holds an element of the output to the allow-list, written down a second time.
func holdsToList(t testing.TB, n *html.Node) {
	t.Helper()
	if n.Type != html.ElementNode {
		return
	}
	allowed := map[string]string{"p": "", "ol": "start type", "ul": "", "li": "value", "h3": "", "h4": "", "h5": "", "h6": "", "strong": "", "em": "",
		"sub": "", "sup": "", "del": "", "table": "", "caption": "", "thead": "", "tbody": "", "tr": "", "th": "scope colspan rowspan", "td": "colspan rowspan", "a": "href rel"}
	attrs, ok := allowed[n.Data]
	if !ok {
		t.Errorf("<%s> got through", n.Data)
	}
	for _, a := range n.Attr {
		if !slices.Contains(strings.Fields(attrs), a.Key) {
			t.Errorf("%s of <%s> got through", a.Key, n.Data)
		}
		if a.Key == "href" && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "mailto:") {
			t.Errorf("a link to %q got through", a.Val)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{`<p class="MsoListParagraph">·&nbsp; A</p><p>B<b>C</b></p>`, `<table><tr><td>A<td>B</table><ol><li>x<ol>y</ol></ol>`,
		`<h2>A<p>B</p></h2><a href="http://x.example"><p>C</p></a>`, `<ul>a<li>b</ul>`, `<b><table><tr><th>a<th>b<table><td>c</table></table>`, `<svg><p>a</p><style>b</style></svg>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { holdsWords(t, s) })
}

// TestRealMinutesKeepTheirWords cleans what a real council's site answers.
func TestRealMinutesKeepTheirWords(t *testing.T) {
	t.Parallel()
	file, err := os.Open(filepath.Join("..", "..", "..", "shared", "samples", "moderngov", "GetMeeting_7837.xml"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared folder with the captured answers is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var meeting struct {
		Items []struct {
			Agenda   string `xml:"agendatext"`
			Minutes  string `xml:"minutesnonemptyhtmlbody"`
			Decision string `xml:"decisionnonemptyhtmlbody"`
		} `xml:"agendaitems>agendaitem"`
	}
	if err := xml.NewDecoder(file).Decode(&meeting); err != nil {
		t.Fatal(err)
	}
	if len(meeting.Items) < 5 {
		t.Fatalf("%d items", len(meeting.Items))
	}
	bullets := 0
	for _, it := range meeting.Items {
		for _, s := range []string{it.Agenda, it.Minutes, it.Decision} {
			holdsWords(t, s)
			if strings.Contains(Clean(s), "MsoNormal") || strings.Contains(Clean(s), "style") {
				t.Errorf("Word is left in %q", Clean(s))
			}
			bullets += strings.Count(Clean(s), "<li>")
		}
	}
	if bullets != 3 {
		t.Errorf("%d list items, want the three of the questions to the Leader", bullets)
	}
}

// TestTangledHTMLKeepsItsWords cleans fragments of tags strewn without regard to how they nest.
func TestTangledHTMLKeepsItsWords(t *testing.T) {
	t.Parallel()
	pieces := []string{"<p>", "</p>", "<p class=MsoListParagraph>", "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>", "<ul>", "</ul>", "<ol type=a>", "</ol>", "<li>", "</li>", "<table>", "</table>",
		"<tr>", "</tr>", "<td>", "</td>", "<th scope=row>", "<caption>", "<thead>", "<h1>", "</h1>", "<h4>", "</h4>", "<b>", "</b>", "<i>", "</i>", "<sup>", "</sup>",
		"<a href='https://a.example/'>", "</a>", "<br>", "<div>", "</div>", "<span style=x>", "</span>", "<s>", "</s>", "·", "· ", "- ", "• ", "§ ", "&nbsp;", " ", "\n", "&amp;", "<script>x</script>", "<dl><dt>", "<form>",
		"<button>", "<select><option>", "<pre>", "<blockquote>", "<font color=red>", "<svg>", "</svg>", "<math>", "<textarea>", "</textarea>", "<template>", "</template>"}
	for seed := range uint64(4_000) {
		r := rand.New(rand.NewPCG(seed, 1))
		var b strings.Builder
		for range 2 + r.IntN(24) {
			if r.IntN(3) == 0 {
				b.WriteString([]string{"one", "two ", " three", "Four."}[r.IntN(4)])
				continue
			}
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		holdsWords(t, b.String())
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}
