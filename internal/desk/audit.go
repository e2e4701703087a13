package desk

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"moothall/internal/page"
	"moothall/internal/register"
)

// auditAtOnce is how many lines of the audit a page shows.
const auditAtOnce = 50

// auditView is a page of the audit.
type auditView struct {
	*visit
	form  *page.Form
	lines []register.AuditLine
	next  string // the address of the lines before these, without the language; empty where there are none
	csv   string // the address of all that is asked for
}

// askAudit is what the address asks of the audit, with the form that asks it.
func (d *Desk) askAudit(v *visit) (register.AuditQuery, *page.Form) {
	form := page.NewForm(v.words, v.URL.Query())
	q := register.AuditQuery{Words: form.Value("words"), Act: register.Act(form.Value("act")),
		Account: form.Whole("account", v.words.T("audit.account"), 1, 1<<31-1),
		From:    form.Day("from", v.words.T("account.from")), To: form.Day("to", v.words.T("account.to"))}
	q.Before, _ = strconv.ParseInt(form.Value("before"), 10, 64)
	return q, form
}

func (d *Desk) showAudit(w *reply, v *visit) error {
	q, form := d.askAudit(v)
	view := auditView{visit: v, form: form}
	values := v.URL.Query()
	values.Del("before")
	view.csv = "/desk/audit.csv?" + values.Encode()
	q.Limit = auditAtOnce + 1
	if !form.Failed() {
		err := d.register.Audit(v.ctx, v.viewer, d.auditor, q, func(line register.AuditLine) error {
			view.lines = append(view.lines, line)
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(view.lines) > auditAtOnce {
		view.lines = view.lines[:auditAtOnce]
		values.Set("before", strconv.FormatInt(view.lines[auditAtOnce-1].Seq, 10))
		view.next = "/desk/audit?" + values.Encode()
	}
	f := d.frame(v, page.Frame{Title: v.words.T("audit"), Section: "audit", Wide: true})
	if form.Failed() {
		return w.again(f, auditPage(view))
	}
	return w.page(f, auditPage(view))
}

// sendAudit gives all that is asked for as a file for a spreadsheet.
func (d *Desk) sendAudit(w *reply, v *visit) error {
	q, form := d.askAudit(v)
	if form.Failed() {
		return w.see("/desk/audit?" + v.URL.RawQuery)
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	_ = out.Write([]string{"seq", "at", "account", "name", "act", "kind", "number", "before", "after"}) // kept by the writer
	err := d.register.Audit(v.ctx, v.viewer, d.auditor, q, func(l register.AuditLine) error {
		return out.Write(unformulated(strconv.FormatInt(l.Seq, 10), l.At.UTC().Format(time.RFC3339Nano), strconv.Itoa(l.Account), l.Name,
			string(l.Act), string(l.Subject.Kind), strconv.Itoa(l.Subject.Number), l.Before, l.After))
	})
	if err != nil {
		return err
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the audit as CSV: %w", err)
	}
	return w.data("text/csv; charset=utf-8", "audit.csv", b.Bytes())
}

// unformulated keeps a spreadsheet from taking what somebody typed for a formula.
func unformulated(cells ...string) []string {
	for i, c := range cells {
		if c != "" && (c[0] == '=' || c[0] == '+' || c[0] == '-' || c[0] == '@' || c[0] == '\t') {
			cells[i] = "'" + c
		}
	}
	return cells
}

// auditActs are the acts to choose from.
func auditActs(w *page.Words) []page.Choice {
	list := []page.Choice{{Label: w.T("audit.act.any")}}
	for _, act := range slices.Sorted(maps.Keys(register.Acts())) {
		list = append(list, page.Choice{Value: string(act), Label: string(act), Lang: "en"})
	}
	return list
}

// change is one field of what was changed.
type change struct{ field, before, after string }

// changes are the fields in which a line's before and after differ. What is no object, as the notes of
// sign-ins are not, is one change without a name.
func changes(l register.AuditLine) []change {
	before, after := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	if l.Before != "" && json.Unmarshal([]byte(l.Before), &before) != nil || l.After != "" && json.Unmarshal([]byte(l.After), &after) != nil {
		return []change{{before: l.Before, after: l.After}}
	}
	fields := map[string]bool{}
	for name := range before {
		fields[name] = true
	}
	for name := range after {
		fields[name] = true
	}
	var list []change
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if was, is := string(before[name]), string(after[name]); was != is {
			list = append(list, change{name, was, is})
		}
	}
	return list
}
