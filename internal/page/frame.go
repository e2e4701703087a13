package page

import (
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Frame is what stands around the content of every page.
type Frame struct {
	Words   *Words
	Look    Look
	Council gazette.Council // zero where even that could not be read
	Title   string          // in the title bar, before the council's name
	// TitleLang is the language of Title where it is not the page's.
	TitleLang   council.Language
	Description string // one sentence for search engines and shared links; may be empty
	// Path is the page's own address on this site without the language and with its query:
	// "/issues/68576?order=oldest".
	Path     string
	Section  string  // the entry of the service navigation that the page belongs to: "meetings"
	Crumbs   []Crumb // from the home page down, without the page itself
	Editions string  // the page that lists what was published when, without the language; may be empty
	// Entry is the last entry of the log that has made the page, by which a returning reader is told that it
	// has changed; 0 on a page of which that is not told.
	Entry int64
	JSON  bool  // the page can also be had as JSON
	Wide  bool  // the content needs the whole width
	Desk  *Desk // set on pages of the desk; nil on public ones
}

// Desk is what stands around a page of the officers' and members' side.
type Desk struct {
	Name    string    // who has signed in; empty on the way in
	Entries []Section // of the service navigation
	Done    string    // what was just done, in a sentence; may be empty
	App     bool      // it is the page that the app keeps for when there is no network
}

// Look is the addresses of what every page loads.
type Look struct{ Style, Script, Icon, Touch, Desk string }

// NewLook finds the addresses among the assets.
func NewLook(a *Assets) (Look, error) {
	var l Look
	for name, address := range map[string]*string{"main.css": &l.Style, "main.js": &l.Script, "favicon.svg": &l.Icon, "icon-192.png": &l.Touch, "desk.js": &l.Desk} {
		url, err := a.URL(name)
		if err != nil {
			return Look{}, err
		}
		*address = url
	}
	return l, nil
}

// Crumb is a page above this one. Its path is without the language.
type Crumb struct{ Name, Path string }

// Section is an entry of the service navigation. Its path is without the language.
type Section struct{ Name, Message, Path string }

// sections are the entries of the service navigation of the page.
func (f Frame) sections() []Section {
	if f.Desk != nil {
		return f.Desk.Entries
	}
	return publicSections[:]
}

// home is the page that the council's name leads to, without the language.
func (f Frame) home() string {
	if f.Desk != nil {
		return "/desk"
	}
	return "/"
}

var publicSections = [7]Section{
	{"issues", "nav.issues", "/issues"},
	{"meetings", "nav.meetings", "/calendar"},
	{"decisions", "nav.decisions", "/decisions"},
	{"plans", "nav.plans", "/forward-plans"},
	{"bodies", "nav.bodies", "/bodies"},
	{"people", "nav.people", "/people"},
	{"wards", "nav.wards", "/wards"},
}

// CouncilName is whose site this is, in the reader's language where it has one.
func (f Frame) CouncilName() string {
	name, _ := f.Council.Name.In(f.Words.Lang())
	if name == "" {
		return f.Words.T("site.nameless")
	}
	return name
}

// councilLang is the language of CouncilName where it is not the page's.
func (f Frame) councilLang() string {
	if f.Council.Name.IsZero() {
		return ""
	}
	_, lang := f.Council.Name.In(f.Words.Lang())
	return f.Words.foreign(lang)
}

// fullTitle is what the title bar says.
func (f Frame) fullTitle() string {
	if f.Title == "" {
		return f.CouncilName()
	}
	return f.Title + " – " + f.CouncilName()
}

// titleLang is the language of Title where it is not the page's.
func (f Frame) titleLang() string { return f.Words.foreign(f.TitleLang) }

// Path is the address on this site in the words' language.
func (w *Words) Path(path string) string {
	switch {
	case w.lang != council.Welsh:
		return path
	case path == "/":
		return "/cy"
	default:
		return "/cy" + path
	}
}

// other is the language that the page can be had in besides its own, with the page's address there.
func (f Frame) other() (lang council.Language, path string) {
	if f.Words.Lang() == council.Welsh {
		return council.English, f.Path
	}
	return council.Welsh, (&Words{lang: council.Welsh}).Path(f.Path)
}

func (f Frame) otherLang() string { lang, _ := f.other(); return string(lang) }
func (f Frame) otherPath() string { _, path := f.other(); return path }

// jsonPath is the address of the page's data.
func (f Frame) jsonPath() string {
	path, query := f.Path, ""
	for i := range path {
		if path[i] == '?' {
			path, query = path[:i], path[i:]
			break
		}
	}
	return path + ".json" + query
}

// foreign is the language to mark a text with: empty where it is the page's own.
func (w *Words) foreign(l council.Language) string {
	if l == w.lang || l == "" {
		return ""
	}
	return string(l)
}
