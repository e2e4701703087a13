package gazette

import "moothall/internal/council"

// Council is whose record this is. Subject number 1.
type Council struct {
	Name      council.Text `json:"name"`
	Website   string       `json:"website,omitempty"`
	Email     string       `json:"email,omitempty"`
	Phone     string       `json:"phone,omitempty"`
	Address   string       `json:"address,omitempty"`
	Fictional bool         `json:"fictional,omitempty"` // a demonstration: pages say so
	Figures   *Figures     `json:"figures,omitempty"`   // nil where it shows none
}

// Ward is a part of the council's area that elects councillors.
type Ward struct {
	Name  council.Text `json:"name"`
	Code  string       `json:"code,omitempty"` // GSS code, "E05000793"
	About council.Text `json:"about,omitzero"` // plain text
	Seats int          `json:"seats,omitzero"` // how many councillors it elects; 0 where it is not recorded
}

// Party is a political party or group.
type Party struct {
	Name      council.Text `json:"name"`
	ShortName string       `json:"shortName,omitempty"`
}

// Person is a councillor, co-opted member or officer whose part in public life is recorded.
// Everything about a person is dated.
type Person struct {
	Name        string       `json:"name"`
	Style       string       `json:"style,omitempty"` // "Councillor", "Dr"
	Email       string       `json:"email,omitempty"`
	Phone       string       `json:"phone,omitempty"`
	Represents  []WardSpell  `json:"represents,omitempty"`
	Parties     []PartySpell `json:"parties,omitempty"`
	Posts       []Post       `json:"posts,omitempty"`
	Memberships []Membership `json:"memberships,omitempty"`
	Interests   []Interest   `json:"interests,omitempty"`
	// InterestsOn is the day on which they last gave what their register says, though it be nothing.
	InterestsOn council.Day `json:"interestsOn,omitzero"`
	// Withheld says that they have an interest whose details are withheld under the Localism Act 2011
	// s32(2); which kind of interest it is stays out of the record too.
	Withheld bool `json:"withheld,omitempty"`
}

// WardSpell says which ward a councillor represented, and when.
type WardSpell struct {
	Ward int `json:"ward"`
	council.Spell
}

// PartySpell says which party or group a person belonged to, and when.
type PartySpell struct {
	Party int `json:"party"`
	council.Spell
}

// Post is an office held: "Leader of the Council", "Cabinet Member for Housing".
type Post struct {
	Title council.Text `json:"title"`
	council.Spell
}

// MemberRole is what a person is on a body.
type MemberRole string

// Roles of membership.
const (
	Chair         MemberRole = "chair"
	ViceChair     MemberRole = "vice-chair"
	Member        MemberRole = "member"
	SubstituteFor MemberRole = "substitute"
	CoOpted       MemberRole = "co-opted"
	// Representative is whom the council has appointed to a body that is not its own.
	Representative MemberRole = "representative"
)

// Membership is a person's seat on a body.
type Membership struct {
	Body   int        `json:"body"`
	Role   MemberRole `json:"role"`
	Voting bool       `json:"voting"`
	council.Spell
}

// Interest is an entry in the register of a member's interests (Localism Act 2011 s29). It stays, with
// its days, when the interest has ceased.
type Interest struct {
	Category   council.Registrable `json:"category"`
	Text       string              `json:"text"`
	Giver      string              `json:"giver,omitempty"` // of a gift or hospitality
	Value      int                 `json:"value,omitzero"`  // of a gift, in pounds; 0 where it is not known
	Registered council.Day         `json:"registered,omitzero"`
	Ceased     council.Day         `json:"ceased,omitzero"`
}

// Body is a council, cabinet, committee, panel, board or partnership.
type Body struct {
	Name   council.Text     `json:"name"`
	Kind   council.BodyKind `json:"kind"`
	Remit  council.Text     `json:"remit,omitzero"` // HTML
	Quorum int              `json:"quorum,omitempty"`
	Seats  int              `json:"seats,omitempty"`
	Parent int              `json:"parent,omitempty"` // body number
	Wards  []int            `json:"wards,omitempty"`
	Email  string           `json:"email,omitempty"`
	// Names are what the body was called before, each with its days. Name is what it is called
	// outside all of them.
	Names         []BodyName `json:"names,omitempty"`
	council.Spell            // when the body existed
}

// BodyName is a name that a body had for a time.
type BodyName struct {
	Name council.Text `json:"name"`
	council.Spell
}

// NameOn is what the body was called on the day.
func (c Body) NameOn(d council.Day) council.Text {
	for _, n := range c.Names {
		if n.Covers(d) {
			return n.Name
		}
	}
	return c.Name
}
