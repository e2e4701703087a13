package house

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/job"
	"moothall/internal/notice"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/register"
	"moothall/internal/site"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// Every text that the register can keep, field by field, says here who may read it. A field that is not
// here fails the build, so that nobody adds one without thinking who will.
//
//	never   nothing public may ever hold it
//	open    public once it is published, unless what it belongs to is kept from the public
//	title   public once it is published, whatever is kept from the public
var readers = map[string]string{
	"Account.Name": "never", "Account.Email": "never", "Account.By": "never",
	"Account.Grants[].Role": "never", "Account.Grants[].Capacity": "never",

	"Annotation.ID": "never", "Annotation.Name": "never", "Annotation.Quote": "never", "Annotation.Note": "never", "Annotation.Steps[]": "never",
	"Device.Secret": "never", "Device.Session": "never",

	"Customs.Deadlines.Nation": "title", "Customs.Deadlines.Closes": "never", "Customs.Deadlines.Days[].Name": "title", "Customs.Figures[]": "title", "Customs.Capacities[]": "never",

	"BodyCustoms.Standing[].Title": "title", "BodyCustoms.Standing[].Purpose": "open", "BodyCustoms.Lead": "open", "BodyCustoms.Numbers": "never",
	"BodyCustoms.Phrases[]": "never", "Customs.Phrases[]": "never", "BodyCustoms.Sections[]": "never", "BodyCustoms.Place": "title", "BodyCustoms.Starts": "title",

	"Interests.Entries[].Of": "open", "Interests.Entries[].Text": "open", "Interests.Entries[].Sealed": "never", "Interests.Entries[].Giver": "open",
	"Interests.Entries[].Sensitive": "never", "Interests.Told[].Text": "never",

	"Election.Of": "never", "Election.Results": "open", "Allocation.By": "never",

	"Agenda.Numbers": "never", "Agenda.Editions[].Label": "title", "Agenda.Editions[].Withdrawn": "title",
	"Agenda.Grounds[].Rule": "never", "Agenda.Grounds[].Way": "never", "Agenda.Grounds[].By": "title", "Agenda.Grounds[].Reason": "title",

	"Item.Title": "title", "Item.Withdrawn": "title", "Item.Ground.Openness": "title", "Item.Ground.Reason": "title", "Item.Ground.By": "never",
	"Item.Purpose": "open", "Item.Lead": "open", "Item.Asked[].Label": "open", "Item.Asked[].Text": "open",
	"Item.References[]": "title", "Item.Contacts[].Name": "title", "Item.Contacts[].Telephone": "title", "Item.Contacts[].Email": "title",
	"Item.Issues[].Role": "title", "Item.Private": "never",

	"Paper.Title": "title", "Paper.Of": "title", "Paper.Language": "title", "Paper.Author": "open", "Paper.Name": "open", "Paper.Type": "open",
	"Paper.Text": "open", "Paper.HTML": "open", "Paper.SHA256": "open", "Paper.Thumb": "never", "Paper.State": "never", "Paper.From": "never", "Paper.Fault": "never",
	"Paper.Brought": "never", "Paper.Reason": "title", "Paper.Ground.Openness": "title", "Paper.Ground.Reason": "title", "Paper.Ground.By": "never",

	"Item.Released.By": "never", "Item.Released.Was.Openness": "never", "Item.Released.Was.Reason": "title", "Item.Released.Was.By": "never", "Item.Summary": "open",
	"Paper.Released.By": "never", "Paper.Released.Was.Openness": "never", "Paper.Released.Was.Reason": "title", "Paper.Released.Was.By": "never",

	"Pack.Label": "title", "Pack.Title": "title", "Pack.Name": "title", "Pack.Digest": "never", "Pack.SHA256": "open", "Pack.Papers[].From": "open",
	"Pack.Papers[].To": "open", "Pack.Papers[].Fault": "never",

	"Report.Title": "title", "Report.Purpose": "open", "Report.References[]": "title", "Report.Contacts[].Name": "title", "Report.Contacts[].Telephone": "title",
	"Report.Contacts[].Email": "title", "Report.Department": "open", "Report.State": "never", "Report.Ground.Openness": "title", "Report.Ground.Reason": "title",
	"Report.Ground.By": "never", "Report.Key.Reason": "open", "Report.Route[].Role": "title", "Report.Route[].Lead": "open",
	"Report.Route[].Asked[].Label": "open", "Report.Route[].Asked[].Text": "open", "Report.Once": "never",
	"Report.Responses[].Raised": "open", "Report.Responses[].Text": "open",

	"Section.Heading": "open", "Section.Prose": "open", "Section.Ground.Openness": "title", "Section.Ground.Reason": "title", "Section.Ground.By": "never",
	"Section.Under": "never",

	"SectionVersion.Heading": "never", "SectionVersion.Prose": "never", "SectionVersion.Own": "never", "SectionVersion.Name": "never",
	"SectionVersion.Under": "never",

	"SignOff.Capacity": "never", "SignOff.Name": "never", "SignOff.AskedBy": "never", "SignOff.State": "never", "SignOff.Comment": "never",
	"Reminder.Of": "never", "Typing.Heading": "never", "Typing.Prose": "never", "Typing.Own": "never", "Typing.Under": "never",

	"SignOff.Asked": "never", "SignOff.Under": "never",

	"Calendar.Name": "never", "Calendar.Breaks[].Name": "never", "Calendar.Rules[].Words": "never", "Calendar.Rules[].Starts": "title", "Calendar.Rules[].Ends": "never",
	"Calendar.Rules[].Place": "title", "Calendar.Meetings[].Starts": "title", "Calendar.Meetings[].Ends": "never", "Calendar.Meetings[].Place": "title",
	"Calendar.Meetings[].Label": "title", "Calendar.Meetings[].Reason": "title",

	"Sitting.State": "never", "Sitting.Began": "title", "Sitting.Ended": "title", "Sitting.Breaks[].From": "title", "Sitting.Breaks[].To": "title", "Sitting.Breaks[].Reason": "never",

	"Attendance.Name": "title", "Attendance.Post": "title", "Attendance.Role": "title", "Attendance.Presence": "title",

	"Declaration.Name": "title", "Declaration.Interest": "title", "Declaration.Nature": "open",

	"Motion.Sort": "never", "Motion.State": "never", "Motion.Text": "never", "Motion.Before": "never", "Motion.Openness": "never",

	"Poll.Manner": "never", "Poll.State": "never", "Poll.Question": "never", "Poll.Before": "never", "Poll.Options[]": "never", "Poll.Openness": "never",
	"Cast.Choice": "never", "Floor.Name": "never",

	"Appointment.Office": "never", "Appointment.Rule": "never", "Appointment.Manner": "never", "Appointment.State": "never", "Appointment.Candidates[].Name": "never",
	"Appointment.Candidates[].Resolved": "never", "Appointment.Rounds[].Settled": "never", "Appointment.Openness": "never",

	"Vote.Manner": "never", "Vote.Names[].Choice": "open", "Vote.Casting": "never", "Vote.Openness": "never",

	"Minutes.State": "never", "Minutes.Signature.By": "title", "Minutes.Signature.Text": "title",

	"Minute.Openness": "never", "Minute.Prose": "open", "Minute.Read.Of": "never", "Minute.Read.Points[].Text": "open", "Minute.Read.Points[].Answer": "open", "Minute.Read.Points[].As": "never", "Minute.Read.Limbs[].As": "never",
	"Minute.Read.Limbs[].Label": "open", "Minute.Read.Limbs[].Verb": "open", "Minute.Read.Limbs[].Text": "open", "Minute.Read.Limbs[].Addressee": "open",
	"Minute.Read.Limbs[].Consulted": "open", "Minute.Read.Limbs[].Owner": "open", "Minute.Read.Limbs[].Vote.ByName[].Choice": "open",
	"Minute.Twin": "title", "Minute.TwinRead.Of": "never", "Minute.TwinRead.Points[].Text": "title", "Minute.TwinRead.Points[].Answer": "title", "Minute.TwinRead.Points[].As": "never", "Minute.TwinRead.Limbs[].As": "never",
	"Minute.TwinRead.Limbs[].Label": "title", "Minute.TwinRead.Limbs[].Verb": "title", "Minute.TwinRead.Limbs[].Text": "title", "Minute.TwinRead.Limbs[].Addressee": "title",
	"Minute.TwinRead.Limbs[].Consulted": "title", "Minute.TwinRead.Limbs[].Owner": "title", "Minute.TwinRead.Limbs[].Vote.ByName[].Choice": "title",
	"Minute.Drafted": "title",

	"MinuteComment.Name": "never", "MinuteComment.Text": "never", "MinuteComment.Answer": "never", "MinuteComment.Openness": "never",

	"Decision.Sort": "title", "Decision.Title": "title", "Decision.Maker": "title", "Decision.Purpose": "title", "Decision.Text": "title", "Decision.Reasons": "title",
	"Decision.Alternatives": "title", "Decision.Conflicts": "title", "Decision.Consulted": "title", "Decision.KeyReason": "title", "Decision.NoCallIn.Ground": "title",
	"Decision.NoCallIn.By": "title", "Decision.NoCallIn.Reason": "title", "Decision.Reference": "title", "Decision.Contacts[].Name": "title",
	"Decision.Contacts[].Telephone": "title", "Decision.Contacts[].Email": "title", "Decision.Signed.Name": "title",

	"Consideration.Why": "never", "Consideration.Maker": "title", "Consideration.Label": "open", "Consideration.Role": "never", "Consideration.Title": "title",
	"Consideration.Openness": "never", "Consideration.Text": "never", "Consideration.Answer": "never",

	"Action.Post": "open", "Action.Told[].By": "never", "Action.Told[].Text": "open", "Action.Told[].Evidence": "open",
	"Action.Label": "open", "Action.Title": "title", "Action.Openness": "never", "Action.Text": "never", "Action.Named": "never", "Action.Notes[].By": "never",
	"Action.Notes[].Text": "never", "Action.Notes[].Evidence": "never", "Action.End": "never", "Action.EndedBy": "never",

	"CallIn.Title": "title", "CallIn.Public.Outcome": "title", "CallIn.Public.Reasons": "title", "CallIn.Public.Advice": "title",
	"CallIn.Signatures[].Name": "never", "CallIn.Signatures[].Reasons": "title",

	"Notice.Rule": "never", "Notice.Reasons": "title", "Notice.Heard": "title", "Notice.Response": "title", "Notice.Told": "title", "Notice.Withdrawn": "title",

	"Takedown.Of": "never", "Takedown.Ground": "title", "Takedown.Reason": "title",
}

// kept is one value of every type that the register keeps. Drafts are of the gazette's own types, which
// have no field for an exempt word.
func kept() []register.Work {
	return []register.Work{register.Election{}, register.Interests{}, register.Allocation{},
		register.Account{}, register.Customs{}, register.BodyCustoms{}, register.Agenda{}, register.Item{}, register.Paper{}, register.Pack{},
		register.Report{}, register.Section{}, register.SectionVersion{}, register.SignOff{}, register.Notice{}, register.Calendar{},
		register.Sitting{}, register.Attendance{}, register.Declaration{}, register.Motion{}, register.Vote{}, register.Poll{}, register.Cast{}, register.Floor{}, register.Appointment{}, register.Minutes{}, register.Minute{}, register.MinuteComment{},
		register.Takedown{}, register.Decision{}, register.CallIn{}, register.Reminder{}, register.Typing{}, register.Seen{}, register.Action{}, register.Consideration{}, register.Annotation{}, register.Device{}}
}

func TestEveryTypeOfWorkIsListed(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{"Draft": true}
	for _, w := range kept() {
		listed[reflect.TypeOf(w).Name()] = true
	}
	paths, err := filepath.Glob(filepath.Join(root, "internal", "register", "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no register found: %v", err)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "Kind" {
				if name := receiver(f); !listed[name] && !strings.HasSuffix(path, "_test.go") {
					t.Errorf("%s: %s is kept in the register: list it, and say of each of its texts who may read it", path, name)
				}
			}
		}
	}
}

func receiver(f *ast.FuncDecl) string {
	of := f.Recv.List[0].Type
	if index, ok := of.(*ast.IndexExpr); ok {
		of = index.X
	}
	if name, ok := of.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

func TestEveryTextHasItsReaders(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, w := range kept() {
		walkTexts(reflect.New(reflect.TypeOf(w)).Elem(), reflect.TypeOf(w).Name(), func(path string, _ reflect.Value) {
			used[path] = true
			if readers[path] == "" {
				t.Errorf("%s: say in readers who may read it", path)
			}
		})
	}
	for path := range readers {
		if !used[path] {
			t.Errorf("%s is in readers, and the register has no such text", path)
		}
	}
}

// walkTexts gives every place for a text in a value, which must be settable: slices get one element,
// pointers a value.
func walkTexts(v reflect.Value, path string, each func(string, reflect.Value)) {
	switch v.Interface().(type) {
	case audience.Sealed, register.Words, council.Text:
		each(path, v)
		return
	case council.Day, time.Time:
		return
	}
	switch v.Kind() {
	case reflect.String:
		each(path, v)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		walkTexts(v.Index(0), path+"[]", each)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		walkTexts(v.Elem(), path, each)
	case reflect.Struct:
		for i := range v.NumField() {
			name := "." + v.Type().Field(i).Name
			if v.Type().Field(i).Anonymous {
				name = ""
			}
			walkTexts(v.Field(i), path+name, each)
		}
	default: // numbers, flags, maps of them: no words
	}
}

// mark is what is sung by a text that somebody must not read.
func mark(path string) string {
	return "CANARY" + strings.ToUpper(regexp.MustCompile(`[^A-Za-z]`).ReplaceAllString(path, ""))
}

// sing fills every text of work whose reader is one of these with a mark of its own.
func sing[T register.Work](w T, whose ...string) T {
	v := reflect.New(reflect.TypeOf(w)).Elem()
	v.Set(reflect.ValueOf(w))
	blank := reflect.New(reflect.TypeOf(w)).Elem()
	marks := map[string]string{}
	walkTexts(blank, reflect.TypeOf(w).Name(), func(path string, _ reflect.Value) {
		if slices.Contains(whose, readers[path]) {
			marks[path] = mark(path)
		}
	})
	fill(v, reflect.TypeOf(w).Name(), marks)
	return v.Interface().(T)
}

// fill puts the marks where the value has room: it makes room in slices that are empty.
func fill(v reflect.Value, path string, marks map[string]string) {
	if !slices.ContainsFunc(slices.Collect(keysOf(marks)), func(p string) bool { return strings.HasPrefix(p, path) }) {
		return
	}
	switch v.Interface().(type) {
	case audience.Sealed:
		v.Set(reflect.ValueOf(audience.Seal(marks[path])))
		return
	case register.Words:
		v.Set(reflect.ValueOf(register.Sealed(council.Text{En: marks[path], Cy: marks[path]})))
		return
	case council.Text:
		v.Set(reflect.ValueOf(council.Text{En: marks[path], Cy: marks[path]}))
		return
	case council.Day, time.Time:
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(marks[path])
	case reflect.Slice:
		if v.Len() == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		fill(v.Index(0), path+"[]", marks)
	case reflect.Struct:
		for i := range v.NumField() {
			name := "." + v.Type().Field(i).Name
			if v.Type().Field(i).Anonymous {
				name = ""
			}
			fill(v.Field(i), path+name, marks)
		}
	default:
	}
}

func keysOf(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// secret is somebody else's work: exempt, and marked wherever the public must not read.
func secret[T register.Work](w T) T { return sing(w, "never", "open") }

// TestNoCanarySingsInPublic fills every text that must stay in the register with a mark, publishes an
// agenda with an exempt item and an exempt paper, and reads every public address in every form, the
// log of the program and what it says when it fails. No mark may be in any of it.
func TestNoCanarySingsInPublic(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		var heard strings.Builder
		public, reg, store := chamber(t, place, slog.New(slog.NewTextHandler(&heard, nil)))
		officer := audience.Admit(1, 0, "An Officer", []audience.Grant{{Role: audience.Officer}}, council.DayOf(testkit.Morning()))
		sealed := audience.Ground{Openness: council.Exempt, Paragraphs: []int{3}, Reason: council.InEnglish("Tenders are open."), By: "x", Review: council.NewDay(2027, 1, 1)}
		hide(t, store, sealed)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(reg.BeginAgenda(t.Context(), officer, 5))
		one := secret(register.Item{Title: council.InEnglish("Award of a contract"), Ground: sealed, Papers: []int{900}})
		one.Ground, one.Issues = sealed, nil
		number, err := reg.AddItem(t.Context(), officer, 5, one)
		must(err)
		work, err := reg.Agenda(t.Context(), officer, 5)
		must(err)
		must(reg.PublishAgenda(t.Context(), officer, 5, work.Agenda.Version))
		_, err = reg.Item(t.Context(), audience.Viewer{}, number)
		heard.WriteString(fmt.Sprint(err))
		read := crawl(t, public)
		if !strings.Contains(read, "Award of a contract") || !strings.Contains(read, "Tenders are open.") {
			t.Error("the exempt item is not on the record at all: this test guards nothing")
		}
		for _, text := range []string{read, heard.String(), mailed(t, reg, store, sealed)} {
			for _, found := range regexp.MustCompile(`CANARY[A-Z]*`).FindAllString(text, -1) {
				t.Errorf("the public reads %s", found)
			}
		}
	})
}

// mailed is all that the program sends by mail about an exempt report that waits for somebody.
func mailed(t *testing.T, reg *register.Register, store *sqldb.Register, sealed audience.Ground) string {
	t.Helper()
	report := secret(register.Report{Issue: 1, Approvers: []int{31}})
	report.Ground, report.Route, report.State = sealed, []register.Stage{{Body: 3, Role: council.Decide}}, register.ReportClearing
	asked := secret(register.SignOff{Report: 910, Account: 31, Due: council.DayOf(testkit.Morning()), InReport: register.InReport{Body: 3, Owners: []int{31}}})
	asked.State = register.SignOffAsked
	err := store.Turn(t.Context(), func(ctx context.Context, tx register.Tx) error {
		for number, w := range map[int]register.Work{910: report, 911: asked} {
			if err := tx.Put(ctx, register.Meta{Key: register.Key{Kind: w.Kind(), Number: number}, Changed: testkit.Morning()}, w); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	approver := audience.Admit(31, 0, "An Approver", []audience.Grant{{Role: audience.Approver}}, council.DayOf(testkit.Morning()))
	if _, err := reg.Remind(t.Context(), approver, council.DayOf(testkit.Morning())); err != nil {
		t.Fatal(err)
	}
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	box := testkit.Mail(t)
	post, err := notice.New(notice.Config{Server: box.URL, From: "democracy@council.example", Catalogue: catalogue,
		Address: func(context.Context, int) (string, error) { return "approver@council.example", nil }})
	if err != nil {
		t.Fatal(err)
	}
	runner := job.Runner{Queue: store, Handlers: post.Handlers(), Now: testkit.Morning, Log: testkit.Silent(), Lease: time.Minute}
	if err := runner.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(box.Taken(), "\n")
	if !strings.Contains(all, "waits to be cleared") {
		t.Errorf("nobody was reminded: this test guards nothing: %q", all)
	}
	return all
}

// chamber is a public site over a register, with one panel and its meeting, number 5.
func chamber(t *testing.T, place sqldb.Place, log *slog.Logger) (http.Handler, *register.Register, *sqldb.Register) {
	t.Helper()
	press, key := testkit.Press(t, place)
	_, err := press.Act(t.Context(), testkit.Morning(), func(ctx context.Context, act gazette.Act) error {
		for s, content := range map[gazette.Subject]any{
			{Kind: gazette.KindCouncil, Number: 1}: gazette.Council{Name: council.InEnglish("Test Council")},
			{Kind: gazette.KindBody, Number: 3}:    gazette.Body{Name: council.InEnglish("Plans Panel"), Kind: council.Panel},
			{Kind: gazette.KindMeeting, Number: 5}: gazette.Meeting{Body: 3, Day: council.NewDay(2026, 6, 1), State: council.Scheduled},
		} {
			if _, err := act.Publish(ctx, s, content); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	reader := testkit.Reader(t, place, key)
	store, err := sqldb.OpenRegister(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	shelf, err := paper.OpenShelf(t.Context(), t.TempDir(), paper.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	assets, err := page.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	public, err := site.New(site.Config{Record: reader, Log: reader, Files: shelf, Assets: assets, Catalogue: catalogue, Now: testkit.Morning, Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	reg := register.New(register.Config{Store: store, Outbox: store, Press: press, Record: reader, Now: testkit.Morning,
		Late:    func(ctx context.Context, err error) { log.ErrorContext(ctx, "not delivered", "error", err) },
		Release: func(context.Context, string) error { return nil }})
	return public, reg, store
}

// hide puts one marked piece of every kind of work into the register. The paper is number 900.
func hide(t *testing.T, store *sqldb.Register, sealed audience.Ground) {
	t.Helper()
	report := secret(register.Report{Issue: 1})
	report.Ground, report.Route[0].Body, report.Route[0].Role = sealed, 3, council.Decide
	section := secret(register.Section{Report: 1, InReport: register.InReport{Body: 3}})
	section.Ground = sealed
	hidden := secret(register.Paper{Title: council.InEnglish("Tenders"), Of: council.Appendix, Body: 3})
	hidden.Ground, hidden.State, hidden.Title, hidden.Of = sealed, register.PaperReady, council.InEnglish("Tenders"), council.Appendix
	for number, w := range map[int]register.Work{901: secret(register.Account{}), 902: report, 903: section, 900: hidden, 904: secret(register.Notice{}), 906: secret(register.SectionVersion{Section: 903, Edition: 1}), 907: secret(register.SignOff{Report: 902}),
		905: secret(register.BodyCustoms{Body: 9}), 908: secret(register.Motion{Meeting: 5, Body: 3, Openness: council.Exempt}),
		909: secret(register.Minute{Meeting: 5, Body: 3, Openness: council.Exempt}), 910: secret(register.MinuteComment{Meeting: 5, Body: 3}),
		911: secret(register.Pack{Meeting: 5, Body: 3, Members: true, Papers: []register.PackPaper{{Document: 900}}}),
		912: secret(register.Action{Meeting: 5, Body: 3, Openness: council.Exempt})} {
		err := store.Turn(t.Context(), func(ctx context.Context, tx register.Tx) error {
			return tx.Put(ctx, register.Meta{Key: register.Key{Kind: w.Kind(), Number: number}, Changed: testkit.Morning()}, w)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// crawl reads every address that can be reached from the front page, in English and in Welsh, as a page
// and as data, with some that lead nowhere, and gives all that it read.
func crawl(t *testing.T, public http.Handler) string {
	t.Helper()
	var all strings.Builder
	link := regexp.MustCompile(`(?:href|src|action)="(/[^"#]*)`)
	seen := map[string]bool{}
	next := []string{"/", "/cy", "/gazette/entries?from=0", "/items/1", "/documents/900", "/documents/900/x.pdf", "/documents/901", "/nothing",
		"/mgConvert2PDF.aspx?ID=900", "/issues?words=CANAR", "/decisions?words=tenders"}
	for len(next) > 0 && len(seen) < 2000 {
		at := next[0]
		next = next[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		u, err := r.URL.Parse(strings.ReplaceAll(at, "&amp;", "&"))
		if err != nil {
			t.Fatal(err)
		}
		r.URL, r.RequestURI = u, at
		got := httptest.NewRecorder()
		public.ServeHTTP(got, r)
		body := got.Body.String()
		if at != "/issues?words=CANAR" { // what a reader asks for is shown back to them
			all.WriteString(body + fmt.Sprint(got.Header()))
		}
		for _, found := range link.FindAllStringSubmatch(body, -1) {
			next = append(next, found[1])
		}
		if !strings.Contains(at, "?") && !strings.Contains(at, ".") {
			next = append(next, at+".json", at+"/editions")
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d addresses were read", len(seen))
	}
	return all.String()
}

// TestSealedWordsPrintAsAMark holds that however a piece of work is printed, its sealed words are not.
func TestSealedWordsPrintAsAMark(t *testing.T) {
	t.Parallel()
	item := register.Item{Private: register.Sealed(council.InEnglish("CANARY"))}
	j, err := json.Marshal(item)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "item", item, "words", item.Private)
	for _, said := range []string{string(j), fmt.Sprintf("%v %+v %#v %s %q %x", item, item, item, item.Private, item.Private, item.Private), log.String()} {
		if strings.Contains(said, "CANARY") || strings.Contains(said, fmt.Sprintf("%x", "CANARY")) {
			t.Errorf("it was printed: %s", said)
		}
	}
}
