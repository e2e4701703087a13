package demo

import (
	"html"
	"math/rand/v2"
	"strconv"
	"strings"
)

// pen writes text from templates. In a template "{a|b}" is one of the alternatives, "{name}" the
// value of that name, which stays the same for the whole matter, "{@list}" a fresh word of that
// list, "{n 10 90}" a number and "{k 20 900}" a sum in thousands of pounds. Alternatives may hold
// templates themselves.
type pen struct {
	rng    *rand.Rand
	values map[string]string
	lists  map[string][]string
}

func (p *pen) write(template string) string {
	var out strings.Builder
	for {
		start := strings.IndexByte(template, '{')
		if start < 0 {
			out.WriteString(template)
			return out.String()
		}
		end := closing(template, start)
		if end < 0 {
			out.WriteString(template)
			return out.String()
		}
		out.WriteString(template[:start])
		out.WriteString(p.fill(template[start+1 : end]))
		template = template[end+1:]
	}
}

// closing is the index of the brace that closes the one at start, -1 where there is none.
func closing(s string, start int) int {
	depth := 0
	for i := start; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func (p *pen) fill(inner string) string {
	if options := alternatives(inner); len(options) > 1 {
		return p.write(options[p.rng.IntN(len(options))])
	}
	if list, ok := strings.CutPrefix(inner, "@"); ok {
		return p.fromList(list)
	}
	if words := strings.Fields(inner); len(words) == 3 {
		return p.amount(words[0], words[1], words[2])
	}
	v, ok := p.values[inner]
	if !ok {
		v = p.fromList(inner)
		p.values[inner] = v
	}
	return v
}

func (p *pen) fromList(name string) string {
	list := p.lists[name]
	if len(list) == 0 {
		return "{" + name + "}" // a test looks for braces left over
	}
	return p.write(list[p.rng.IntN(len(list))])
}

func (p *pen) amount(kind, from, to string) string {
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || b < a {
		return "{" + kind + " " + from + " " + to + "}"
	}
	n := a + p.rng.IntN(b-a+1)
	switch kind {
	case "k":
		return "£" + grouped(n*1000)
	case "big":
		return grouped(n)
	case "dec":
		return strconv.Itoa(n/10) + "." + strconv.Itoa(n%10)
	}
	return strconv.Itoa(n)
}

// grouped writes 1234567 as "1,234,567".
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// alternatives splits at the bars that stand outside any inner braces.
func alternatives(s string) []string {
	var parts []string
	depth, from := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '|':
			if depth == 0 {
				parts = append(parts, s[from:i])
				from = i + 1
			}
		}
	}
	return append(parts, s[from:])
}

// some picks n of the list, without repeating one, in random order.
func (p *pen) some(list []string, n int) []string {
	order := p.rng.Perm(len(list))
	if n > len(list) {
		n = len(list)
	}
	picked := make([]string, 0, n)
	for _, i := range order[:n] {
		picked = append(picked, list[i])
	}
	return picked
}

// toHTML turns light text into clean HTML: each line a paragraph, lines that begin with "- " a
// list, lines that begin with "* " a numbered list with letters. Everything else is escaped.
func toHTML(text string) string {
	var out strings.Builder
	list := ""
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		kind := lineKind(line)
		if kind != list && list != "" {
			out.WriteString("</" + list[:2] + ">\n")
			list = ""
		}
		if kind != list && kind != "" {
			out.WriteString("<" + kind + ">\n")
			list = kind
		}
		switch {
		case line == "":
		case kind != "":
			out.WriteString("<li>" + html.EscapeString(line[2:]) + "</li>\n")
		default:
			out.WriteString("<p>" + html.EscapeString(line) + "</p>\n")
		}
	}
	if list != "" {
		out.WriteString("</" + list[:2] + ">\n")
	}
	return strings.TrimSpace(out.String())
}

func lineKind(line string) string {
	switch {
	case strings.HasPrefix(line, "- "):
		return "ul"
	case strings.HasPrefix(line, "* "):
		return `ol type="a"`
	}
	return ""
}
