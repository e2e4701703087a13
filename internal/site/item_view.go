package site

import (
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/redline"
)

// itemView is an agenda item with what became of it, as it stands on the page of an issue, of a
// meeting or on its own.
type itemView struct {
	*gazette.ItemAccount
	words *page.Words
	route []gazette.Step // of the issue whose page this is, or to which the item belongs; nil on other pages
	story string         // the page on which the route stands; empty where it is this one
	level int            // of the headings of its parts
	// brief leaves out what the page says elsewhere: the item's issues.
	brief bool
	known []gazette.Contact // whom the page names elsewhere
}

// anchor is the item's place on its meeting's page.
func (v itemView) anchor() string { return "item-" + strconv.Itoa(v.Number) }

// folded says whether the minutes in full are behind a line that opens them: only where the points
// and limbs already say what matters.
func (v itemView) folded() bool { return len(v.Points)+len(v.Limbs) > 0 }

// contacts are those whom the page does not name elsewhere, by their addresses.
func (v itemView) contacts() []gazette.Contact {
	return slices.DeleteFunc(slices.Clone(v.Contacts), func(c gazette.Contact) bool {
		return c.Email != "" && slices.ContainsFunc(v.known, func(k gazette.Contact) bool { return strings.EqualFold(k.Email, c.Email) })
	})
}

// references are the report references in one line.
func (v itemView) references() string { return strings.Join(v.References, ", ") }

// jointView is one end of a recommendation and its answer.
type jointView struct{ path, text string }

// answers says which recommendation a limb answers, and answered who answered what one recommends.
func (v itemView) answers(j *gazette.Joint) jointView  { return answers(v.words, v.story, v.route, j) }
func (v itemView) answered(j *gazette.Joint) jointView { return answered(v.words, v.story, v.route, j) }

// answers says which recommendation a limb or step answers. story is the page on which the route stands.
func answers(w *page.Words, story string, route []gazette.Step, j *gazette.Joint) jointView {
	return jointView{jointPath(story, route, j), w.Say("joint.answers", "Body", w.Plain(j.Body.Name), "Day", w.Day(j.Day))}
}

// answered says who answered a recommendation, and how.
func answered(w *page.Words, story string, route []gazette.Step, j *gazette.Joint) jointView {
	body := w.Plain(j.Body.Name)
	if j.Answer == council.AnswerAwaited || j.Answer == "" {
		return jointView{jointPath(story, route, j), w.Say("joint.awaited", "Body", body)}
	}
	return jointView{jointPath(story, route, j), w.Say("joint.answered", "Body", body, "Day", w.Day(j.Day), "Answer", w.Answer(j.Answer))}
}

// jointPath is where the other end stands; empty where it does not.
func jointPath(story string, route []gazette.Step, j *gazette.Joint) string {
	if j.Step < 0 || j.Step >= len(route) {
		return ""
	}
	if j.Limb != "" {
		return story + "#" + j.Limb
	}
	return story + "#" + route[j.Step].Anchor()
}

// difference is where a recommendation that was accepted as amended differs from what was resolved; nil for
// any other.
func (v itemView) difference(limb *gazette.LimbAccount) []redline.Run {
	j := limb.AnsweredBy
	if j == nil || j.Answer != council.AcceptedAmended || j.Step < 0 || j.Step >= len(v.route) {
		return nil
	}
	for _, l := range v.route[j.Step].Item.Limbs {
		if l.Anchor == j.Limb {
			return redline.Words(limb.Text, l.Text)
		}
	}
	return nil
}

// countedVote is the count of a vote in words.
func countedVote(w *page.Words, v *gazette.VoteAccount) string {
	var parts []string
	if v.Unanimous {
		parts = append(parts, w.T("vote.unanimous"))
	}
	if v.For > 0 || v.Against > 0 || v.Abstained > 0 {
		parts = append(parts, w.Say("vote.count", "For", w.Number(v.For), "Against", w.Number(v.Against), "Abstained", w.Number(v.Abstained)))
	}
	return strings.Join(parts, ", ")
}

// exemptText says why an item is not open, by its paragraphs of Schedule 12A.
func (v itemView) exemptText() string {
	if numbers := paragraphs(v.Exemption); numbers != "" {
		return v.words.Say("item.exempt.paragraphs", "Paragraphs", numbers)
	}
	return v.words.T("item.exempt." + string(v.Openness))
}

// paragraphs are those of Schedule 12A that an exemption names, with commas between.
func paragraphs(e *gazette.Exemption) string {
	if e == nil {
		return ""
	}
	numbers := make([]string, len(e.Paragraphs))
	for i, p := range e.Paragraphs {
		numbers[i] = strconv.Itoa(p)
	}
	return strings.Join(numbers, ", ")
}

// releasedText says since when the public has what was kept from it, and on which ground it was; empty where it
// never was.
func releasedText(w *page.Words, e *gazette.Exemption) string {
	switch {
	case e == nil || e.Released.IsZero():
		return ""
	case len(e.Paragraphs) == 0:
		return w.Say("item.released", "Day", w.Day(e.Released))
	}
	return w.Say("item.released.paragraphs", "Day", w.Day(e.Released), "Paragraphs", paragraphs(e))
}

// closed says whether the public may not see the item.
func (v itemView) closed() bool {
	return v.Openness == council.Exempt || v.Openness == council.Confidential
}

// linkTo is the path of a thing with a page of its own.
func linkTo(w *page.Words, under string, number int) string {
	return w.Path("/" + under + "/" + strconv.Itoa(number))
}

// paperAnchor is a paper's place among those of the item: "item-9001-paper-12".
func (v itemView) paperAnchor(d gazette.DocumentLine) string {
	return v.anchor() + "-paper-" + strconv.Itoa(d.Number)
}

// toneOf is the colour of a verb: what lets something happen, passes it on, takes it in, puts it
// off or refuses it.
func toneOf(v council.Verb) string {
	switch v {
	case council.Resolved, council.Approved, council.Adopted, council.Endorsed, council.Agreed, council.Delegated:
		return "govuk-tag--green"
	case council.Recommended, council.Referred:
		return "govuk-tag--blue"
	case council.Deferred:
		return "govuk-tag--yellow"
	case council.Rejected:
		return "govuk-tag--red"
	case council.Noted, council.Received, council.Withdrawn:
	}
	return "govuk-tag--grey"
}

// askedPlainly says whether what is asked is one sentence without letters, which follows its lead.
func (v itemView) askedPlainly() bool { return len(v.Asked) == 1 && v.Asked[0].Label == "" }
