package minutes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/minutes"
)

func TestReadAsk(t *testing.T) {
	t.Parallel()
	type limb struct {
		Label string
		Verb  council.Verb
		Text  string
	}
	type ask struct {
		Purpose, Body, Stem string
		Limbs               []limb
		Contacts            int
	}
	for name, c := range map[string]struct {
		src  string
		want ask
	}{
		"lettered": {
			"To consider a report of the Head of Parks.\n\nThe Scrutiny Committee is asked to:\n\na)        Consider the plan;\n\nb)        Note the costs.\n\nOfficer contact: Hana Petrov, 0161 496 0123",
			ask{"To consider a report of the Head of Parks.", "Scrutiny Committee", "The Scrutiny Committee is asked to:",
				[]limb{{"a)", council.Resolved, "Consider the plan;"}, {"b)", council.Noted, "Note the costs."}}, 1},
		},
		"recommended to": {
			"The Hollin Area Committee is recommended to comment on and note the report.",
			ask{"", "Hollin Area Committee", "The Hollin Area Committee is recommended to", []limb{{"", council.Noted, "comment on and note the report."}}, 0},
		},
		"within a paragraph": {
			"The plan has been revised. The Cabinet is asked to approve the plan for submission to Council.",
			ask{"", "Cabinet", "The Cabinet is asked to", []limb{{"", council.Approved, "approve the plan for submission to Council."}}, 0},
		},
		"recommendations": {
			"Recommendations:\n1. That the plan be adopted.\n2. That the Council be recommended to fund it.",
			ask{"", "", "Recommendations:", []limb{{"1.", council.Adopted, "That the plan be adopted."}, {"2.", council.Recommended, "That the Council be recommended to fund it."}}, 0},
		},
		"it is recommended that": {
			"It is recommended that the report be received.",
			ask{"", "", "It is recommended that", []limb{{"", council.Received, "the report be received."}}, 0},
		},
		"HTML list": {
			"<p>To receive a report.</p><p>Members are asked to:</p><ol type=a><li>endorse the code;</li><li>refer it to Council.</li></ol><p>Contact officer: <a href=mailto:a@b.example>a@b.example</a></p>",
			ask{"To receive a report.", "Members", "Members are asked to:", []limb{{"a.", council.Endorsed, "endorse the code;"}, {"b.", council.Referred, "refer it to Council."}}, 1},
		},
		"Welsh": {
			"Ystyried adroddiad gan y Pennaeth Parciau.\n\nGofynnir i’r Pwyllgor Craffu Lleoedd:\n\na) gymeradwyo’r cynllun;\n\nb) nodi’r costau.\n\nSwyddog cyswllt: Hana Petrov, 0161 496 0123",
			ask{"Ystyried adroddiad gan y Pennaeth Parciau.", "Pwyllgor Craffu Lleoedd", "Gofynnir i’r Pwyllgor Craffu Lleoedd:",
				[]limb{{"a)", council.Approved, "gymeradwyo’r cynllun;"}, {"b)", council.Noted, "nodi’r costau."}}, 1},
		},
		"nothing asked": {"Questions must be sent in writing by noon.", ask{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := minutes.ReadAsk(c.src)
			got := ask{Purpose: a.Purpose, Body: a.Body, Stem: a.Stem, Contacts: len(a.Contacts)}
			for _, l := range a.Limbs {
				got.Limbs = append(got.Limbs, limb{l.Label, l.Verb, l.Text})
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestReadTitle(t *testing.T) {
	t.Parallel()
	for title, want := range map[string][]string{
		"Tree Strategy (C&H25 / R&G16)":         {"Tree Strategy", "C&H25", "R&G16"},
		"Tree Strategy (C&amp;H25)":             {"Tree Strategy", "C&H25"},
		"Tree Strategy\u00a0(E&R3, RCG12)":      {"Tree Strategy", "E&R3", "RCG12"},
		"Accounts (CRMG12)":                     {"Accounts", "CRMG12"},
		"Resurfacing of Hollin Road (A34)":      {"Resurfacing of Hollin Road (A34)"},
		"Strategic Plan (2018-21)":              {"Strategic Plan (2018-21)"},
		"What the summit means to us (COP26)":   {"What the summit means to us (COP26)"},
		"Streets & Parks (C&H25) - second part": {"Streets & Parks (C&H25) - second part"},
		"":                                      {""},
	} {
		plain, refs := minutes.ReadTitle(title)
		if d := cmp.Diff(want, append([]string{plain}, refs...)); d != "" {
			t.Errorf("%q (-want +got)\n%s", title, d)
		}
	}
}
