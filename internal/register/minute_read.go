package register

import (
	"encoding/json"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/minutes"
)

// Reader reads the prose of minutes for somebody who is shown what is read.
type Reader struct {
	// BodyNamed is the number of the body of that name; 0 where the record has none.
	BodyNamed func(name string) int
	// PersonNamed is the number of whoever of that name was at the meeting; 0 for nobody.
	PersonNamed func(name string) int
	// Vote is what was recorded of the vote on what was resolved; nil where nothing was.
	Vote *gazette.Vote
}

// Read reads prose, of both languages the English where there is any.
func (r Reader) Read(prose council.Text) MinuteReading {
	text, _ := prose.In(council.English)
	got := minutes.ReadText(text)
	reading := MinuteReading{Of: DigestOf(prose)}
	for _, p := range got.Points {
		reading.Points = append(reading.Points, r.point(p))
	}
	for _, l := range got.Resolution {
		reading.Limbs = append(reading.Limbs, r.limb(l))
	}
	return reading
}

func (r Reader) point(p minutes.Point) MinutedPoint {
	one := MinutedPoint{Text: audience.Seal(p.Text), Answer: audience.Seal(p.Answer), As: asRead(p.Text, p.Answer)}
	if name, _, ok := strings.Cut(p.Text, ":"); ok && r.PersonNamed != nil {
		one.By = r.PersonNamed(name)
	}
	return one
}

func (r Reader) limb(l minutes.Limb) MinutedLimb {
	text := strings.TrimSpace(l.Stem + " " + l.Text)
	one := MinutedLimb{Label: l.Label, Verb: l.Verb, Text: audience.Seal(text), Addressee: audience.Seal(l.Addressee),
		Consulted: audience.Seal(l.InConsultationWith), Owner: audience.Seal(l.Owner), Due: l.Due, Vote: r.vote(l.Vote)}
	due := ""
	if !l.Due.IsZero() {
		due = l.Due.String()
	}
	one.As = asRead(text, l.Label, string(l.Verb), l.Addressee, l.InConsultationWith, l.Owner, due)
	if l.Addressee != "" && r.BodyNamed != nil {
		one.AddresseeBody = r.BodyNamed(l.Addressee)
	}
	return one
}

// asRead is what was read, as MinutedPoint.As and MinutedLimb.As keep it: a JSON list of its words, the text first; of a
// point the answer after it, of a limb the label, the verb, the addressee, those consulted, the owner and the day.
func asRead(words ...string) audience.Sealed {
	b, _ := json.Marshal(words) // texts, which always can be written
	return audience.Seal(string(b))
}

// vote is the vote on a limb: as it was recorded at the meeting, with its names, unless the prose says
// something else of it.
func (r Reader) vote(said *minutes.Vote) *gazette.Vote {
	if said == nil {
		return r.Vote
	}
	return r.Recorded(&gazette.Vote{For: said.For, Against: said.Against, Abstained: said.Abstained, Unanimous: said.Unanimous})
}

// Recorded is a vote as it was recorded at the meeting, with its names, where that is the same vote.
func (r Reader) Recorded(v *gazette.Vote) *gazette.Vote {
	if v == nil {
		return nil
	}
	if r.Vote != nil && (v.For == r.Vote.For && v.Against == r.Vote.Against && v.Abstained == r.Vote.Abstained || v.Unanimous && r.Vote.Unanimous) {
		return r.Vote
	}
	return v
}

// Carried is what was recorded of the vote on what was resolved at an item, as minutes have it: on the last
// motion that was carried there and is no amendment; nil where there is none.
func (w SittingWork) Carried(item int) *gazette.Vote {
	at, _ := w.At(item)
	var found *gazette.Vote
	for _, k := range at.Motions {
		vote, ok := w.Votes[k.Number]
		if k.Content.Sort != MotionProper || k.Content.State != MotionCarried || !ok {
			continue
		}
		found = vote.Content.minuted()
	}
	return found
}

// minuted is a vote as minutes have it.
func (v Vote) minuted() *gazette.Vote {
	if v.Appointment != 0 {
		return nil // the votes were between candidates, and the prose tells of them
	}
	if v.Manner == ByAssent || v.Against+v.Abstained == 0 && (v.Manner == ByHands || v.Manner == ByBallot) && len(v.Names) == 0 {
		return &gazette.Vote{Unanimous: true}
	}
	return &gazette.Vote{For: v.For, Against: v.Against, Abstained: v.Abstained, ByName: v.Names}
}

// Stands says whether a reading is of that prose, as it is now.
func (r MinuteReading) Stands(prose council.Text) bool { return r.Of == DigestOf(prose) }
