package auth

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"moothall/internal/council"
)

// Lengths of a password, in characters. The longest keeps a stranger from having megabytes hashed.
const (
	ShortestPassword = 12
	LongestPassword  = 200
)

// checkPassword holds a new password to the rules: long enough; not among those that have been seen in
// breaches, nor one of them with figures or signs around it; not made of its holder's or the council's
// name; not a run or a repetition. No mixture of kinds of characters is asked for, which is known to
// make passwords worse (NIST SP 800-63B, 5.1.1.2). Its error is a *council.Faults of the field
// "password".
func (b *breached) checkPassword(password string, known ...string) error {
	var faults council.Faults
	plain := plainly(password)
	switch n := utf8.RuneCountInString(password); {
	case n < ShortestPassword:
		faults.Add("password", "password.short")
	case n > LongestPassword:
		faults.Add("password", "password.long")
	case namesKnown(plain, known):
		faults.Add("password", "password.named")
	case isRun(plain), distinct(plain) < 5:
		faults.Add("password", "password.simple")
	case b.hasAnyForm(plain):
		faults.Add("password", "password.breached")
	}
	return faults.Err()
}

// plainly is a password as the list of breached ones has it: lower case.
func plainly(password string) string { return strings.ToLower(norm.NFKC.String(password)) }

// namesKnown says whether the password is little more than words that anybody would try: of five or
// more letters, with fewer than eight characters left beside them.
func namesKnown(plain string, known []string) bool {
	left := plain
	for _, text := range known {
		for _, word := range strings.FieldsFunc(plainly(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if utf8.RuneCountInString(word) >= 4 {
				left = strings.ReplaceAll(left, word, "")
			}
		}
	}
	return left != plain && utf8.RuneCountInString(left) < 8
}

// isRun says whether each character follows the one before it by the same step: "abcdefghijkl",
// "987654321098" and "aaaaaaaaaaaa" are runs.
func isRun(plain string) bool {
	steps := map[rune]int{}
	var last rune
	for i, r := range plain {
		if i > 0 {
			steps[(r-last+10)%10]++
		}
		last = r
	}
	for _, n := range steps {
		if n >= utf8.RuneCountInString(plain)-2 {
			return true
		}
	}
	return false
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// hasAnyForm says whether the list has the password, or what it comes down to: the unit that it
// repeats, its middle without figures and signs around it, letters for the figures and signs that stand
// for them.
func (b *breached) hasAnyForm(plain string) bool {
	for _, form := range []string{plain, unit(plain), trimmed(plain), unit(trimmed(plain)), trimmed(unleet(plain)), unleet(trimmed(plain))} {
		if b.has(form) {
			return true
		}
	}
	return false
}

// unit is the shortest text of which s is a repetition.
func unit(s string) string {
	for n := 1; n <= len(s)/2; n++ {
		if len(s)%n == 0 && strings.Repeat(s[:n], len(s)/n) == s {
			return s[:n]
		}
	}
	return s
}

func trimmed(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

func unleet(s string) string { return leet.Replace(s) }
