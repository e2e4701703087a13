package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/register"
)

// Packer binds the members' pack of a part of a meeting's agenda for one reader, with the holder's name on
// every page; ErrNotFound where the viewer may not read it.
type Packer interface {
	MembersPack(ctx context.Context, v audience.Viewer, meeting, part int, holder string, to io.Writer) error
}

// packRoutes are the pages of agenda packs. A part is counted from 1 in an address: the agenda, then its
// supplements.
func (d *Desk) packRoutes() []route {
	return []route{
		{"GET", "/desk/meetings/{number}/packs", register.ReadDesk, d.showPacks},
		{"POST", "/desk/meetings/{number}/packs", register.MakePacks, d.makePacks},
		{"GET", "/desk/meetings/{number}/packs/{part}", register.ReadDesk, d.sendPack},
		{"GET", "/desk/meetings/{number}/packs/{part}/pages", register.ReadDesk, d.showPackPages},
	}
}

// packView is how the packs of a meeting stand.
type packView struct {
	*visit
	register.PacksWork
	meeting gazette.Meeting
	body    council.Text
	lines   []packLine
}

// packLine is one pack that was made.
type packLine struct {
	register.Pack
	title  string
	path   string // of its file; empty while it is not given
	faults []packFault
}

// packFault is a paper that is not in a pack, and why: the message "pack." followed by it.
type packFault struct {
	number       int
	title, fault string
}

func packsPath(meeting int) string { return agendaPath(meeting) + "/packs" }

func (v packView) title() string {
	return v.words.Plain(v.body) + ", " + v.words.Day(v.meeting.Day)
}

// moving says whether there is more to see by itself soon.
func (v packView) moving() bool { return v.Asked }

func (d *Desk) packView(v *visit) (packView, error) {
	view := packView{visit: v}
	var err error
	if view.meeting, err = d.register.Meeting(v.ctx, v.viewer, v.number); err != nil {
		return view, err
	}
	b, err := d.record.Body(v.ctx, view.meeting.Body, d.today())
	if err != nil {
		return view, err
	}
	view.body = b.Content.NameOn(view.meeting.Day)
	if view.PacksWork, err = d.register.Packs(v.ctx, v.viewer, v.number); err != nil {
		return view, err
	}
	for _, k := range view.Packs {
		line, err := d.packLine(v, k.Content)
		if err != nil {
			return view, err
		}
		view.lines = append(view.lines, line)
	}
	return view, nil
}

func (d *Desk) packLine(v *visit, p register.Pack) (packLine, error) {
	line := packLine{Pack: p, title: v.words.Plain(p.Label)}
	switch {
	case p.Members:
		line.path = packsPath(p.Meeting) + "/" + strconv.Itoa(p.Part+1)
	case !p.Recalled:
		line.path = fmt.Sprintf("/documents/%d", p.Document)
	}
	for _, one := range p.Papers {
		if one.Fault == "" {
			continue
		}
		e, err := d.record.Latest(v.ctx, gazette.Subject{Kind: gazette.KindDocument, Number: one.Document})
		if err != nil && !errors.Is(err, council.ErrNotFound) {
			return line, err
		}
		content, _ := e.Content.(gazette.Document)
		line.faults = append(line.faults, packFault{number: one.Document, title: v.words.Plain(content.Title), fault: one.Fault})
	}
	return line, nil
}

// packName is "Agenda, pack" or "Supplement 1, pack with the exempt papers".
func packName(w *page.Words, l packLine) string {
	if l.Members {
		return w.Say("desk.packs.members", "Label", l.title)
	}
	return w.Say("desk.packs.public", "Label", l.title)
}

// facts are a pack's size and pages.
func (l packLine) facts(w *page.Words) string {
	return w.Count("papers.pages", l.Pages) + ", " + w.Size(l.Size)
}

// state is the end of the message that says how a pack stands.
func (l packLine) state() string {
	switch {
	case l.Recalled:
		return "recalled"
	case l.Digest == "":
		return "again"
	}
	return "ready"
}

func (d *Desk) showPacks(w *reply, v *visit) error {
	view, err := d.packView(v)
	if err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.packs"), Section: "meetings", Crumbs: []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"},
		{Name: v.words.T("desk.meetings"), Path: "/desk/meetings"}, {Name: view.title(), Path: agendaPath(v.number)}}}), packsPage(view))
}

// makePacks has the packs of a meeting made again.
func (d *Desk) makePacks(w *reply, v *visit) error {
	if err := d.register.AskPacks(v.ctx, v.viewer, v.number); err != nil {
		return err
	}
	return w.done(packsPath(v.number), "packing")
}

// sendPack gives the pack of a part of an agenda: the members' with the reader's name on every page, which
// officers of the body get without; where they may read none but the public's, that.
func (d *Desk) sendPack(w *reply, v *visit) error {
	part, err := v.part("part")
	if err != nil {
		return err
	}
	k, err := d.register.OwnPack(v.ctx, v.viewer, v.number, part-1)
	if err != nil {
		return err
	}
	if !k.Content.Members {
		return d.sendPublicPack(w, v, k)
	}
	holder := v.viewer.Name()
	if v.viewer.Has(audience.Officer, k.Content.Body) {
		holder = ""
	}
	kept, err := d.nameless()
	if err != nil {
		return err
	}
	if err := d.packer.MembersPack(v.ctx, v.viewer, v.number, part-1, holder, kept); err != nil {
		return errors.Join(err, kept.Close())
	}
	f := paper.File{SHA256: k.Content.Digest + "-" + strconv.Itoa(v.viewer.Account()) + "-" + strconv.Itoa(k.Version), Name: k.Content.Name, Type: "application/pdf"}
	w.file = func(out http.ResponseWriter) error {
		defer kept.Close()
		out.Header().Set("Cache-Control", "no-store")
		paper.ServeContent(out, v.Request, f, kept, k.Changed)
		return nil
	}
	return nil
}

// sendPublicPack gives the public's pack from where it lay before it was published, so that one address serves
// whoever reads at the desk.
func (d *Desk) sendPublicPack(w *reply, v *visit, k register.Kept[register.Pack]) error {
	f := paper.File{SHA256: k.Content.SHA256, Name: k.Content.Name, Type: "application/pdf"}
	w.file = func(out http.ResponseWriter) error {
		out.Header().Set("Cache-Control", "no-store")
		return paper.ServeFile(out, v.Request, d.sealed, f, k.Changed)
	}
	return nil
}

// nameless is a file that is gone when it is closed, for a copy that is made for one reader.
func (d *Desk) nameless() (*os.File, error) {
	if err := os.MkdirAll(d.markedIn, 0o700); err != nil {
		return nil, fmt.Errorf("make a reader's copy: %w", err)
	}
	kept, err := os.CreateTemp(d.markedIn, "copy-*")
	if err != nil {
		return nil, fmt.Errorf("make a reader's copy: %w", err)
	}
	if err := os.Remove(kept.Name()); err != nil {
		return nil, errors.Join(err, kept.Close())
	}
	return kept, nil
}
