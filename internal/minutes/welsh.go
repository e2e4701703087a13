package minutes

import (
	"regexp"
	"strings"

	"moothall/internal/council"
)

// welshHeads are the words that head a resolution in Welsh, with the verb of a limb that has none.
var welshHeads = map[string]council.Verb{
	"penderfynwyd": council.Resolved, "penderfynodd": council.Resolved, "penderfyniad": council.Resolved, "penderfyniadau": council.Resolved,
	"argymhellwyd": council.Recommended, "argymhellodd": council.Recommended, "argymhellir": council.Recommended, "argymhelliad": council.Recommended,
	"cytunwyd": council.Agreed, "cytunodd": council.Agreed, "nodwyd": council.Noted, "gohiriwyd": council.Deferred,
}

// welshActs are verb-nouns, as they stand and softened ("cymeradwyo", "gymeradwyo").
var welshActs = map[string]council.Verb{
	"nodi": council.Noted, "derbyn": council.Received, "dderbyn": council.Received, "cymeradwyo": council.Approved, "gymeradwyo": council.Approved,
	"mabwysiadu": council.Adopted, "fabwysiadu": council.Adopted, "cefnogi": council.Endorsed, "gefnogi": council.Endorsed,
	"ategu": council.Endorsed, "cytuno": council.Agreed, "gytuno": council.Agreed, "dirprwyo": council.Delegated, "ddirprwyo": council.Delegated,
	"awdurdodi": council.Delegated, "gohirio": council.Deferred, "ohirio": council.Deferred, "gwrthod": council.Rejected, "wrthod": council.Rejected,
	"caniatáu": council.Approved, "ganiatáu": council.Approved, "cyfeirio": council.Referred, "gyfeirio": council.Referred,
	"argymell": council.Recommended, "cadarnhau": council.Approved, "gadarnhau": council.Approved, "llofnodi": council.Approved,
	"rhoi": "", "penodi": "", "benodi": "", "gofyn": "", "ofyn": "", "diolch": "", "ddiolch": "", "ethol": "", "sefydlu": "",
}

const welshVerbNoun = `(nodi|dd?erbyn|[cg]ymeradwyo|[mf]abwysiadu|[cg]efnogi|ategu|[cg]ytuno|dd?irprwyo|awdurdodi|g?ohirio|g?wrthod|[cg]aniatáu|[cg]yfeirio|argymell|[cg]adarnhau|rhoi|[pb]enodi|g?ofyn|dd?iolch|ethol|sefydlu)(?:['’][rui]\S*)?`

var (
	welshFollows = regexp.MustCompile(`^(?:$| ?[-–—−:(,]| (?i:bod|fod|i|y|yr|yn|na|` + welshVerbNoun + `)(?:[ ,:'’]|$))`)
	// A limb opens with a verb-noun ("Cymeradwyo'r adroddiad"), or has one after "bod y Cyngor yn", "y dylid".
	welshOpens  = regexp.MustCompile(`^(?i:(?:ac?|i|hefyd|yn unfrydol|y dylid|bod)[ ,]+)*(?i:` + welshVerbNoun + `)(?:[ ,.;:]|$)`)
	welshWithin = regexp.MustCompile(`(?i:\byn cael (?:ei|eu)|\by (?:dylid|dylai)(?: \pL+){0,6}?|\byn|\bi['’]w|\bi) (?i:` + welshVerbNoun + `)(?:[ ,.;:]|$)`)
	welshBody   = regexp.MustCompile(`(?: i['’]?r?| at(?: yr?)?|(?:^| )[Bb]od(?: yr?)?|^(?i:yr?)) ((?:(?:[CG]yngor|[CG]abinet)(?: (?:Sir|Llawn|Cymuned))?|(?:[PB]h?wyllgor|[BF]wrdd|[PB]h?anel|Gweithrediaeth)(?: (?:[A-ZÂÊÎÔÛŴŶ][\pL’'-]*|a|ac|y|yr|ar|o|i|&))*))`)
	welshAdvice = regexp.MustCompile(`(?i)\bmewn ymgynghoriad (?:â|ag)(?:['’]r| yr?)? `)
	nameJoint   = regexp.MustCompile(`(?: (?:a|ac|y|yr|ar|o|i|&))+$`)
)

// opensWelsh decides as opens does, for a word of welshHeads.
func opensWelsh(pre, low, post string, caps, shouted bool) bool {
	switch {
	case strings.HasPrefix(low, "penderfyniad") || low == "argymhelliad":
		return pre == "" && separated.MatchString(post)
	case pre != "":
		return caps && !shouted && post != "" && low != "nodwyd" && welshFollows.MatchString(post)
	case caps:
		return low == "penderfynwyd" || low == "penderfynodd" || welshFollows.MatchString(post)
	case low == "penderfynwyd" && post != "":
		return welshFollows.MatchString(post)
	}
	return separated.MatchString(post)
}

// operateWelsh is operate for a limb in Welsh.
func operateWelsh(stem, text string, headline council.Verb) (council.Verb, string) {
	whole := strings.TrimSpace(stem + " " + text)
	verb := headline
	for _, s := range []string{text, whole} {
		if found, ok := welshVerb(s); ok {
			verb = found
			break
		}
	}
	if headline == council.Recommended {
		verb = headline
	}
	if verb != council.Recommended && verb != council.Referred {
		return verb, ""
	}
	if m := welshBody.FindStringSubmatch(whole); m != nil {
		return verb, nameJoint.ReplaceAllString(m[1], "")
	}
	return verb, ""
}

// welshVerb is what the first verb-noun of a clause does; one that stands for no verb of ours is resolved.
func welshVerb(s string) (council.Verb, bool) {
	m := welshOpens.FindStringSubmatch(s)
	if m == nil {
		m = welshWithin.FindStringSubmatch(s)
	}
	if m == nil {
		return "", false
	}
	if verb := welshActs[strings.ToLower(m[1])]; verb != "" {
		return verb, true
	}
	return council.Resolved, true
}

// consultedInWelsh is whom a limb says must be consulted; "" where nobody.
func consultedInWelsh(s string) string {
	m := welshAdvice.FindStringIndex(s)
	if m == nil {
		return ""
	}
	return nameAt(s[m[1]:])
}
