package desk

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/input"
)

// pastes are what programs put on the clipboard, and the text that comes of it.
var pastes = []struct{ from, html, text string }{
	{"Word, a list", `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm} --></style></head>
<body lang=EN-GB><!--StartFragment--><p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Members asked</b> about the <i>hedges</i>:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>when they were cut<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>who pays&nbsp;for it<o:p></o:p></p><!--EndFragment--></body></html>`, "**Members asked** about the *hedges*:\n\n- when they were cut\n- who pays for it"},
	{"Word, limbs", `<body><p class=MsoNormal>RESOLVED – That:</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>(1)<span>&nbsp;&nbsp;</span></span>the plan be approved; and</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>(2)<span>&nbsp;&nbsp;</span></span>the Clerk report by 1 March 2027.</p></body>`, "RESOLVED – That:\n\n(1) the plan be approved; and\n(2) the Clerk report by 1 March 2027."},
	{"Word, a table", `<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Ward</b></p></td><td><p class=MsoNormal><b>Sum</b></p></td></tr><tr><td><p class=MsoNormal>Mill Lane<o:p></o:p></p></td><td><p class=MsoNormal>£400</p></td></tr></table>`, "| **Ward** | **Sum** |\n| Mill Lane | £400 |"},
	{"Outlook", `<html><body><div class=WordSection1><p class=MsoNormal><span style='color:#1F497D'>Dear Ann,</span></p><p class=MsoNormal><span style='display:none'>tracking</span>The <a href="https://council.example/hedges">hedges</a> are cut.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Bob &lt;bob@council.example&gt;</p></div><img src="cid:logo.png"></div></body></html>`, "Dear Ann,\n\nThe [hedges](https://council.example/hedges) are cut.\n\n**From:** Bob \\<bob@council.example>"},
	{"Google Docs", `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:400">Hedges</span></h2><p dir="ltr"><span style="font-weight:700">Cut</span><span style="font-weight:400"> in autumn.</span></p><ol><li dir="ltr"><p><span>first</span></p></li><li dir="ltr"><p><span>second</span></p></li></ol></b>`, "### Hedges\n\n**Cut** in autumn.\n\n1. first\n2. second"},
	{"a page", `<nav><a href="javascript:alert(1)">Home</a></nav><script>alert(1)</script><h1 onclick="alert(1)">Parks</h1><p>Open <span hidden>never</span><strong>daily</strong><br>from eight.</p><ul><li>dogs<ul><li>on leads</li></ul></li></ul><svg onload=alert(1)></svg><iframe src="//elsewhere.example"></iframe>`, "Home\n\n## Parks\n\nOpen **daily**\nfrom eight.\n\n- dogs\n  - on leads"},
}

// TestWhatIsPastedComesInClean pastes what Word, Outlook, Google Docs and pages put on the clipboard.
func TestWhatIsPastedComesInClean(t *testing.T) {
	t.Parallel()
	_, all := writers(t, 1)
	w := all[0]
	for _, p := range pastes {
		w.empties()
		w.pastes(p.html, "as plain text")
		if got := w.text(); got != p.text {
			t.Errorf("from %s comes\n%q\nnot\n%q", p.from, got, p.text)
		}
	}
}

// TestBrokenPastes pastes pieces of what programs put on the clipboard, put together by chance: the editor stands it,
// and nothing of their markup comes into the text.
func TestBrokenPastes(t *testing.T) {
	t.Parallel()
	_, all := writers(t, 1)
	w := all[0]
	w.MustEval(`() => { window.failed = []; window.addEventListener("error", (e) => window.failed.push(e.message)) }`)
	dice := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // the same each time
	for range 150 {
		var html strings.Builder
		for range 1 + dice.IntN(4) {
			tags := strings.SplitAfter(pastes[dice.IntN(len(pastes))].html, ">")
			from := dice.IntN(len(tags))
			html.WriteString(strings.Join(tags[from:from+dice.IntN(len(tags)-from)+1], ""))
		}
		w.empties()
		w.pastes(html.String(), "as plain text")
		for _, never := range []string{"<script", "mso-list", "MsoNormal", "alert(1)</", "javascript:"} {
			if strings.Contains(w.text(), never) {
				t.Errorf("%q comes of\n%s\n%s", never, html.String(), w.text())
			}
		}
	}
	if failed := w.MustEval(`() => window.failed.join("\n")`).Str(); failed != "" {
		t.Error(failed)
	}
}

// empties takes all out of the text.
func (w writer) empties() {
	w.Helper()
	w.MustEval(`() => document.querySelector("#prose-page").focus()`)
	if err := w.KeyActions().Press(input.ControlLeft).Type(input.KeyA).Release(input.ControlLeft).Type(input.Backspace).Do(); err != nil {
		w.Fatal(err)
	}
	w.holds("")
}
