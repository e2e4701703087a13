package register

import (
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Pack is an agenda pack as it was made last: of the agenda or of one supplement, for the public or for
// the members of the body. The public's file is the edition that is published; the members' is bound for
// each reader, out of what was prepared.
type Pack struct {
	Meeting int          `json:"meeting"`
	Body    int          `json:"body"`
	Part    int          `json:"part,omitzero"` // 0 for the agenda, 1 for its first supplement
	Label   council.Text `json:"label"`         // of the agenda's edition
	Members bool         `json:"members,omitzero"`

	Document int          `json:"document,omitzero"` // public number, of the public's
	Title    council.Text `json:"title"`             // as the public reads it
	Name     string       `json:"name"`              // of its file

	// Digest is of all that went into it; empty where it is to be made again whatever goes into it.
	Digest string      `json:"digest,omitzero"`
	SHA256 string      `json:"sha256,omitzero"` // of the public's file
	Size   int64       `json:"size,omitzero"`   // bytes
	Pages  int         `json:"pages,omitzero"`
	Papers []PackPaper `json:"papers,omitempty"` // in order
	// Recalled says that the public is not given it any more, since a paper in it is withdrawn or kept from
	// them now. The next making ends that.
	Recalled bool `json:"recalled,omitzero"`
}

// PackPaper is a paper in a pack.
type PackPaper struct {
	Document int    `json:"document"`
	From     string `json:"from"`            // page numbers, as they are printed
	To       string `json:"to"`              //
	Numbers  int    `json:"numbers"`         // how many those are
	Fault    string `json:"fault,omitzero"`  // why a page stands in its place: the end of a message, "encrypted"
	Absent   bool   `json:"absent,omitzero"` // it was withdrawn
}

// Kind implements Work.
func (Pack) Kind() Kind { return "pack" }

// Lock implements Work: what exempt papers a body has, and how long they are, is for those who may read
// them. What is said of the public's is public.
func (p Pack) Lock() audience.Lock {
	if p.Members {
		return audience.Lock{Body: p.Body, Tabled: true, Openness: council.Exempt}
	}
	return audience.Lock{Tabled: true}
}

// Marks implements Work.
func (p Pack) Marks() []Mark {
	marks := []Mark{{"meeting", fmt.Sprint(p.Meeting)}}
	for _, one := range p.Papers {
		marks = append(marks, Mark{"paper", fmt.Sprint(one.Document)})
	}
	return marks
}

// Order implements Work: by meeting and part, the public's first.
func (p Pack) Order() string {
	whose := "public"
	if p.Members {
		whose = "the members"
	}
	return fmt.Sprintf("%09d %04d %s", p.Meeting, p.Part, whose)
}

// Check implements Work.
func (p Pack) Check() error {
	if p.Meeting == 0 || p.Body == 0 || p.Members == (p.Document != 0) {
		return council.Invalid("a pack belongs to a meeting, and the public's alone is a document")
	}
	return nil
}

// Held is how many page numbers each document has in the pack.
func (p Pack) Held() map[int]int {
	held := map[int]int{}
	for _, one := range p.Papers {
		held[one.Document] = one.Numbers
	}
	return held
}

// absent says whether only a page stands in the place of a document that was withdrawn.
func (p Pack) absent(document int) bool {
	for _, one := range p.Papers {
		if one.Document == document {
			return one.Absent
		}
	}
	return true
}

// ProjectPack is the public's pack as a document of its meeting: one that was recalled is withdrawn.
func ProjectPack(p Pack) gazette.Document {
	d := gazette.Document{Kind: council.AgendaPack, Title: p.Title, Pack: &gazette.Pack{Meeting: p.Meeting, Label: p.Label}}
	if p.Recalled {
		d.Withdrawn = council.Text{En: "A paper in it is not given any more. It is made again without that paper.",
			Cy: "Nid yw papur sydd ynddo yn cael ei roi mwyach. Fe'i gwneir eto heb y papur hwnnw."}
		return d
	}
	for _, one := range p.Papers {
		if !one.Absent {
			d.Pack.Papers = append(d.Pack.Papers, gazette.PackedPaper{Document: one.Document, From: one.From, To: one.To})
		}
	}
	d.File = &gazette.File{SHA256: p.SHA256, Name: p.Name, Size: p.Size}
	d.Size, d.Type, d.Pages = p.Size, "application/pdf", p.Pages
	return d
}
