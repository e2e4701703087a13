package council

// Language is a language that a council publishes in: an IETF tag.
type Language string

// The two languages of the product.
const (
	English Language = "en"
	Welsh   Language = "cy"
)

// Text is something a council publishes, in English, in Welsh, or in both. Whether it is plain or
// HTML is said by the field that holds it.
type Text struct {
	En string `json:"en,omitempty"`
	Cy string `json:"cy,omitempty"`
}

// InEnglish is a Text that exists in English alone.
func InEnglish(s string) Text { return Text{En: s} }

// IsZero says whether there is no text in either language.
func (t Text) IsZero() bool { return t.En == "" && t.Cy == "" }

// In is the text for a reader of the language, or the other language's where there is none, with
// the language it is in.
func (t Text) In(l Language) (string, Language) {
	if l == Welsh && t.Cy != "" || t.En == "" {
		return t.Cy, Welsh
	}
	return t.En, English
}

// String is the English, or else the Welsh.
func (t Text) String() string { s, _ := t.In(English); return s }
