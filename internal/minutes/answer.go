package minutes

import "regexp"

const officer = `(?:the )?(?:[\w&’'-]+,? ){0,8}?(?:officers?|director|head|manager|executive|chair|chairman|leader|member|councillor|solicitor|lead|superintendent|inspector|commander|representatives?|team|accountant|treasurer|engineer|planner|surveyor|secretary|clerk|lawyer)\b(?: [\w&’',()-]+){0,14}?`

var (
	// strong openings are an answer wherever something came before them.
	strongAnswer = regexp.MustCompile(`^(?i:in (?:response|reply|answer)\b|by way of response|responding\b|(?:response|answer|reply|officer response|a)(?: ?:| ?[–-]) |members were (?:advised|informed|assured|told) in response|(?:mewn|wrth) (?:ymateb|ateb)\b|(?:ymatebodd|atebodd)\b)`)
	// weak ones are where it was a question.
	weakAnswer = regexp.MustCompile(`^(?i:it was (?:confirmed|explained|clarified|advised|stated|reported|responded|acknowledged|noted in response|agreed that officers)|(?:the (?:committee|cabinet|board|panel|forum|meeting)|members|councillors) (?:was|were) (?:advised|informed|assured|told)|` +
		officer + ` (?:advised|responded|replied|explained|confirmed|clarified|stated|said|answered|undertook|agreed to|assured|acknowledged|informed|commented in response|reported)\b)`)
	replied  = regexp.MustCompile(`^(?i:` + officer + ` (?:responded|replied|answered)\b)`)
	question = regexp.MustCompile(`(?i)\?|\b(?:asked|queried|enquired|inquired|questioned|wondered|whether|sought|concerns?|concerned|requested|clarification|query)\b`)
)

// opensAnswer says whether s begins an answer to what stands before it.
func opensAnswer(s, before string) bool {
	if before == "" {
		return false
	}
	return strongAnswer.MatchString(s) || replied.MatchString(s) || weakAnswer.MatchString(s) && question.MatchString(before)
}

var sentenceEnd = regexp.MustCompile(`[.?!:;][”’"')]? `)

// answerWithin is where the answer begins in a point that holds its own; 0 for none.
func answerWithin(s string) int {
	for _, at := range sentenceEnd.FindAllStringIndex(s, -1) {
		if s[at[0]] == '.' && abbreviation(s[:at[0]]) {
			continue
		}
		if opensAnswer(s[at[1]:], s[:at[1]]) {
			return at[1]
		}
	}
	return 0
}
