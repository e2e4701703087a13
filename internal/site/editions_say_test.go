package site

import (
	"testing"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

func TestMarksAreSpelledOutWhateverTheySay(t *testing.T) {
	t.Parallel()
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	c := changeView{words: catalogue.In(council.English)}
	for given, want := range map[string]string{
		"\x02vote 43/0/12\x03":                 "43 for, 0 against, 12 abstained",
		"\x02spell 2018-05-03/\x03":            "since 3 May 2018",
		"a \x02meeting-state held\x03 b":       "a Held b",
		"\x02meeting-state no such word\x03":   "no such word",
		"\x02day tomorrow\x03, \x02vote 1\x03": "tomorrow, 1",
		"\x02subject body/77\x03":              "Body 77",
		"\x02yes yes\x03":                      "yes",
		"cut off \x02day 2018":                 "cut off day 2018",
	} {
		if got := c.said(given); got != want {
			t.Errorf("%q is spelled out as %q, want %q", given, got, want)
		}
	}
	if got := gazette.SubjectsIn("\x02subject issue/5\x03, \x02subject body/7\x03, \x02day 2018-01-01\x03"); len(got) != 2 {
		t.Errorf("the subjects marked are %v, want two", got)
	}
}
