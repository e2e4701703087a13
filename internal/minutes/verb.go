package minutes

import (
	"regexp"
	"strings"

	"moothall/internal/council"
)

// acts maps an operative word's participle to the verb of the limb.
var acts = map[string]council.Verb{
	"noted": council.Noted, "received": council.Received, "approved": council.Approved, "adopted": council.Adopted,
	"endorsed": council.Endorsed, "supported": council.Endorsed, "agreed": council.Agreed, "accepted": council.Agreed,
	"delegated": council.Delegated, "authorised": council.Delegated, "authorized": council.Delegated, "deferred": council.Deferred, "adjourned": council.Deferred,
	"withdrawn": council.Withdrawn, "rejected": council.Rejected, "refused": council.Rejected, "granted": council.Approved,
	"referred": council.Referred, "recommended": council.Recommended, "ratified": council.Approved, "confirmed": council.Approved,
	"not approved": council.Rejected, "not adopted": council.Rejected, "not agreed": council.Rejected, "not accepted": council.Rejected,
	"not supported": council.Rejected, "not granted": council.Rejected, "not endorsed": council.Rejected,
	"delegated authority": council.Delegated, "given delegated authority": council.Delegated, "granted delegated authority": council.Delegated,
}

// actives maps the forms in which a limb without a passive begins: "approves", "to note".
var actives = map[string]council.Verb{
	"note": council.Noted, "receive": council.Received, "approve": council.Approved, "adopt": council.Adopted, "endorse": council.Endorsed,
	"support": council.Endorsed, "agree": council.Agreed, "accept": council.Agreed, "delegate": council.Delegated, "authorise": council.Delegated,
	"defer": council.Deferred, "withdraw": council.Withdrawn, "reject": council.Rejected, "refuse": council.Rejected, "grant": council.Approved,
	"refer": council.Referred, "recommend": council.Recommended, "ratify": council.Approved, "confirm": council.Approved,
}

var (
	passive = regexp.MustCompile(`(?i)\b((?:should|would|could|will|can|may|must|might|cannot|to|not|already|yet to) )?(?:not )?(?:be|is|are|was|were) (not )?(?:and (?:is|are) hereby )?(?:hereby |formally |\w+ly |now |also |strongly |again |therefore )?(not )?` +
		`(given delegated authority|granted delegated authority|noted|received|approved|adopted|endorsed|supported|agreed|accepted|delegated|authori[sz]ed|deferred|adjourned|withdrawn|rejected|refused|granted|referred|recommended|ratified|confirmed)\b`)
	active        = regexp.MustCompile(`^(?:[Aa]nd )?(?:[Tt]hat |THAT )?(?:(?:[Tt]he |[Tt]his )?(?:[A-Z][\w&’'-]*,? |and |of |for |the |& ){0,9}?)?(?:(?i:to|hereby|formally|unanimously|also|consider|review|discuss|scrutinise|comment (?:up)?on|and),? )*(?i:(note|receive|approve|adopt|endorse|support|agree|accept|delegate|authorise|defer|withdraw|reject|refuse|grant|refer|recommend|ratify|confirm)(?:s|es|ed|d|red)?)\b`)
	bareDelegated = regexp.MustCompile(`(?i)^(?:that )?(?:delegated authority|authority) (?:be|is) (?:given|granted|delegated)`)
	approvalGiven = regexp.MustCompile(`(?i)\b(?:approval|permission|consent) (?:be|is) (?:hereby )?(?:given|granted)\b`)
	asksBody      = regexp.MustCompile(`(?i)\bbe (?:\w+ly )?(?:asked|requested|invited|urged|advised) to\b`)
)

// operate decides the verb of a limb from its words, with the headline's verb where they hold none.
func operate(stem, text string, headline council.Verb) (council.Verb, string) {
	whole := strings.TrimSpace(stem + " " + text)
	if verb, body := routed(whole, headline); body != "" || verb == council.Recommended && headline == verb {
		return verb, body
	}
	if bareDelegated.MatchString(whole) {
		return council.Delegated, ""
	}
	if approvalGiven.MatchString(whole) {
		return council.Approved, ""
	}
	if verb, ok := passiveVerb(whole); ok {
		return verb, addressee(whole, verb)
	}
	for _, s := range []string{text, whole} {
		if m := active.FindStringSubmatch(s); m != nil {
			verb := actives[strings.ToLower(m[1])]
			return verb, addressee(whole, verb)
		}
	}
	return headline, ""
}

// relative is the beginning of a clause that tells of something else: "the note on which gifts are".
var relative = regexp.MustCompile(`(?i)\b(?:which|who|whom|how|when|where|whether|why)\b[^,;.:]*$`)

// submatches are the words of a match that is given by places; "" for a group that took no part.
func submatches(s string, at []int) []string {
	words := make([]string, len(at)/2)
	for i := range words {
		if at[2*i] >= 0 {
			words[i] = s[at[2*i]:at[2*i+1]]
		}
	}
	return words
}

// passiveVerb is the first "be approved" of the main clause: one after "should" or "to" tells of
// something else ("applications to be approved"), and so does one in a relative clause before another.
func passiveVerb(s string) (council.Verb, bool) {
	all := passive.FindAllStringSubmatchIndex(s, -1)
	for n, at := range all {
		m := submatches(s, at)
		if m[1] != "" && !strings.EqualFold(m[1], "not ") || n+1 < len(all) && relative.MatchString(s[max(0, at[0]-60):at[0]]) {
			continue
		}
		word := strings.ToLower(m[4])
		if m[2] != "" || m[3] != "" || strings.EqualFold(m[1], "not ") {
			if v, ok := acts["not "+word]; ok {
				return v, true
			}
		}
		return acts[word], true
	}
	return "", false
}

// routed finds whether a limb sends something to a body, and to which.
func routed(s string, headline council.Verb) (council.Verb, string) {
	if headline == council.Recommended {
		if body := addressee(s, council.Recommended); body != "" {
			return council.Recommended, body
		}
		return council.Recommended, thatBody(s)
	}
	for _, verb := range []council.Verb{council.Recommended, council.Referred} {
		if body := addressee(s, verb); body != "" {
			return verb, body
		}
	}
	if m := asksBody.FindStringIndex(s); m != nil {
		if body := thatBody(s[:m[1]]); body != "" {
			return council.Recommended, body
		}
	}
	return headline, ""
}
