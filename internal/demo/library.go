package demo

import (
	"fmt"
	"strings"

	"moothall/internal/council"
)

// library is everything read from the text files.
type library struct {
	lists     map[string][]string
	topics    map[string]*topic
	templates []*template
	stories   []block
	papers    []block // that go with hand-written reports
	extras    []block // that go with any report, in the words of its topic
	wards     []block
	areas     []block
	bodies    []block
	posts     []block
}

// topic is a field of work: who leads it and what is said about it whatever the matter.
type topic struct {
	key        string
	portfolio  string // key of the post that leads
	scrutiny   string // key of the body that scrutinises
	department string
	officer    string // job title of the chief officer
	reference  string // prefix of report references
	points     []string
	paragraphs []string
	said       []string
	tables     []string
	appendices []string
	label      string // what it is called within a sentence
}

// template is a matter that comes before committees again and again, with its words to fill in.
type template struct {
	key   string
	topic *topic
	block
	route []string
}

func openLibrary() (library, error) {
	blocks, err := readText()
	if err != nil {
		return library{}, err
	}
	l := library{lists: map[string][]string{}, topics: map[string]*topic{}}
	for _, b := range blocks {
		if err := l.shelve(b); err != nil {
			return library{}, err
		}
	}
	return l, nil
}

func (l *library) shelve(b block) error {
	switch b.kind {
	case "lists":
		for name, values := range b.fields {
			for _, w := range strings.Split(strings.Join(values, " | "), " | ") {
				l.lists[name] = append(l.lists[name], strings.TrimSpace(w))
			}
		}
	case "topic":
		l.topics[b.attrs["key"]] = newTopic(b)
	case "matter":
		t := l.topics[b.attrs["topic"]]
		if t == nil {
			return fmt.Errorf("%s: no topic %q: %w", b.file, b.attrs["topic"], council.ErrInvalid)
		}
		key := fmt.Sprintf("%s/%d", t.key, len(l.templates))
		l.templates = append(l.templates, &template{key: key, topic: t, block: b, route: strings.Split(b.attrs["route"], ",")})
	case "story", "step", "planned":
		l.stories = append(l.stories, b)
	case "paper":
		l.papers = append(l.papers, b)
	case "extra":
		l.extras = append(l.extras, b)
	case "ward":
		l.wards = append(l.wards, b)
	case "area":
		l.areas = append(l.areas, b)
	case "body":
		l.bodies = append(l.bodies, b)
	case "post":
		l.posts = append(l.posts, b)
	default:
		return fmt.Errorf("%s: unknown block %q: %w", b.file, b.kind, council.ErrInvalid)
	}
	return nil
}

func newTopic(b block) *topic {
	return &topic{
		key: b.attrs["key"], portfolio: b.attrs["post"], scrutiny: b.attrs["scrutiny"],
		department: b.one("department"), officer: b.one("officer"), reference: b.attrs["ref"],
		points: b.all("point"), paragraphs: b.all("para"), said: b.all("said"),
		tables: b.all("table"), appendices: b.all("appendix"), label: b.one("label"),
	}
}
