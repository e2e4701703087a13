package desk

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/register"
)

// deviceCookie holds what makes a browser known again as one that keeps papers: the number of the device and its
// secret, with a point between. Its script reads it, since the secret is half of the key with which the papers are
// encrypted there; the browser forgets it when the longest time without contact is over.
const deviceCookie = "moothall-device"

// keptThing is a pack or a paper that a device keeps.
type keptThing struct {
	Address string `json:"address"` // where it is read, without language
	Edition string `json:"edition"` // of its file
}

// What is told of something that a device keeps.
const (
	keptSame  = "same"
	keptNewer = "newer" // fetch it again
	keptGone  = "gone"  // withdrawn, or not theirs to read any more: erase it
)

// scriptNote is an annotation as the script has it.
type scriptNote struct {
	Number   int    `json:"number"`
	ID       string `json:"id"`
	Document int    `json:"document"`
	Page     int    `json:"page"`
	Start    int    `json:"start"`
	Quote    string `json:"quote"`
	Note     string `json:"note"`
	Own      bool   `json:"own"`
	Who      string `json:"who"` // whose it is, or with how many it is shared, in a sentence
	Removed  bool   `json:"removed,omitzero"`
}

// settled is what became of a change that a device sent.
type settled struct {
	Step  string      `json:"step"`
	Note  *scriptNote `json:"note,omitempty"`  // as it stands now
	Fault string      `json:"fault,omitempty"` // why it is not kept, in a sentence
}

// contactAnswer is all that a device is told when it asks.
type contactAnswer struct {
	Account int               `json:"account"`
	Kept    map[string]string `json:"kept"`
	Done    []settled         `json:"done"`
	Notes   []scriptNote      `json:"notes"` // on the papers asked for
}

// contact is how a device and the desk tell each other what is new: annotations made without a network come in,
// each once, and those of the papers that are open go out; and of all that the device keeps it hears whether it may.
func (d *Desk) contact(w *reply, v *visit) error {
	var kept []keptThing
	var jottings []register.Jotting
	var documents []int
	for name, into := range map[string]any{"kept": &kept, "jottings": &jottings, "documents": &documents} {
		if err := json.Unmarshal([]byte(orNone(v.PostForm.Get(name))), into); err != nil {
			return fmt.Errorf("read what a device tells: %w", errors.Join(err, council.ErrInvalid))
		}
	}
	if err := d.meetDevice(w, v); err != nil {
		return err
	}
	answer := contactAnswer{Account: v.viewer.Account(), Kept: map[string]string{}, Done: []settled{}, Notes: []scriptNote{}}
	for _, j := range jottings {
		one, err := d.settle(v, j)
		if err != nil {
			return err
		}
		answer.Done = append(answer.Done, one)
	}
	var err error
	if answer.Kept, err = d.keptStates(v, v.viewer, kept); err != nil {
		return err
	}
	notes, err := d.register.Annotations(v.ctx, v.viewer, documents)
	if err != nil {
		return err
	}
	for _, o := range notes {
		answer.Notes = append(answer.Notes, d.scriptNote(v, o))
	}
	return w.asJSON(answer)
}

// orNone is a list as JSON, empty where there is none.
func orNone(list string) string {
	if list == "" {
		return "[]"
	}
	return list
}

// settle keeps a change that a device sent. One that cannot be kept is told of, and not sent again.
func (d *Desk) settle(v *visit, j register.Jotting) (settled, error) {
	o, err := d.register.Annotate(v.ctx, v.viewer, j)
	switch {
	case council.IsNotFound(err):
		return settled{Step: j.Step, Fault: v.words.T("desk.note.gone")}, nil
	case errors.Is(err, council.ErrInvalid):
		return settled{Step: j.Step, Fault: v.words.T("desk.note.refused")}, nil
	case err != nil:
		return settled{}, err
	}
	note := d.scriptNote(v, o)
	return settled{Step: j.Step, Note: &note}, nil
}

func (d *Desk) scriptNote(v *visit, o register.OpenAnnotation) scriptNote {
	who := v.words.T("desk.note.private")
	if !o.Own {
		who = v.words.Say("desk.note.from", "Name", o.Content.Name)
	} else if len(o.Content.Shared) > 0 {
		who = v.words.Count("desk.note.shared", len(o.Content.Shared))
	}
	c := o.Content
	return scriptNote{Number: o.Number, ID: c.ID, Document: c.Document, Page: c.Page, Start: c.Start, Quote: o.Quote, Note: o.Note, Own: o.Own, Who: who, Removed: c.Removed}
}

// keptStates says of each thing that a device keeps whether the viewer may have it still.
func (d *Desk) keptStates(v *visit, who audience.Viewer, kept []keptThing) (map[string]string, error) {
	states := map[string]string{}
	for _, one := range kept {
		edition, err := d.editionAt(v, who, one.Address)
		switch {
		case council.IsNotFound(err):
			states[one.Address] = keptGone
		case err != nil:
			return nil, err
		case edition != one.Edition:
			states[one.Address] = keptNewer
		default:
			states[one.Address] = keptSame
		}
	}
	return states, nil
}

// editionAt is which edition somebody is given at an address where a pack or a paper is read; ErrNotFound where
// they are given none.
func (d *Desk) editionAt(v *visit, who audience.Viewer, address string) (string, error) {
	var meeting, part, number int
	if n, _ := fmt.Sscanf(address, "/desk/meetings/%d/packs/%d/pages", &meeting, &part); n == 2 {
		k, err := d.register.OwnPack(v.ctx, who, meeting, part-1)
		return packEdition(k), err
	}
	if n, _ := fmt.Sscanf(address, "/desk/papers/%d/pages", &number); n != 1 {
		return "", fmt.Errorf("nothing is read at %q: %w", address, council.ErrNotFound)
	}
	work, err := d.register.Paper(v.ctx, who, number)
	if err == nil && (work.Content.Withdrawn && !work.May || work.Content.SHA256 == "") {
		err = fmt.Errorf("paper %d is not given: %w", number, council.ErrNotFound)
	}
	return paperEdition(work.Kept), err
}

// deviceOf is the device of a request; zero where it is none.
func deviceOf(v *visit) (number int, secret string) {
	c, err := v.Cookie(deviceCookie)
	if err != nil {
		return 0, ""
	}
	head, secret, _ := strings.Cut(c.Value, ".")
	number, _ = strconv.Atoi(head)
	return number, secret
}

// meetDevice makes the browser one that keeps papers, for as long as the council lets it without asking again.
func (d *Desk) meetDevice(w *reply, v *visit) error {
	customs, err := d.register.Customs(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	number, secret := deviceOf(v)
	fresh := rand.Text()
	met, known, err := d.register.MeetDevice(v.ctx, v.viewer, number, secret, fresh, v.session.Hash)
	if err != nil {
		return err
	}
	if !known {
		secret = fresh
	}
	d.setDevice(w, fmt.Sprintf("%d.%s", met, secret), int(customs.Content.OfflineFor().Seconds()))
	return nil
}

func (d *Desk) setDevice(w *reply, value string, seconds int) {
	c := &http.Cookie{Name: deviceCookie, Value: value, Path: "/", Secure: d.porter.Secure(), SameSite: http.SameSiteStrictMode, MaxAge: seconds}
	w.header.Add("Set-Cookie", c.String())
}

// checkDevice tells a device whose session has run out what it may keep until somebody signs in there again:
// nothing, where it was forgotten or the account has ended.
func (d *Desk) checkDevice(w *reply, v *visit) error {
	var kept []keptThing
	if err := json.Unmarshal([]byte(orNone(v.PostForm.Get("kept"))), &kept); err != nil {
		return fmt.Errorf("read what a device tells: %w", errors.Join(err, council.ErrInvalid))
	}
	number, secret := deviceOf(v)
	account, err := d.register.DeviceOf(v.ctx, number, secret)
	if err != nil && !council.IsNotFound(err) {
		return err
	}
	holders, err := d.porter.Holders(v.ctx)
	if err != nil {
		return err
	}
	for _, who := range holders {
		if who.Account() == account {
			states, err := d.keptStates(v, who, kept)
			if err != nil {
				return err
			}
			return w.asJSON(contactAnswer{Account: account, Kept: states})
		}
	}
	d.setDevice(w, "", -1)
	return w.asJSON(contactAnswer{})
}

// leaveDevice forgets the browser's device and has it clear away what it keeps.
func (d *Desk) leaveDevice(w *reply, v *visit) error {
	number, secret := deviceOf(v)
	if number == 0 {
		return nil
	}
	d.setDevice(w, "", -1)
	w.header.Set("Clear-Site-Data", `"storage"`)
	return d.register.ForgetDevice(v.ctx, number, secret)
}
