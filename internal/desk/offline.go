package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"moothall/internal/page"
)

// appLook is what the desk as an app on a phone needs.
type appLook struct {
	worker string   // the script of its service worker
	shell  []string // what that keeps for when there is no network
	icons  []appIcon
}

// appIcon is a picture of the app, as the manifest of a web application has it.
type appIcon struct {
	Source  string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
}

// newAppLook finds it among the assets.
func newAppLook(a *page.Assets, look page.Look, reader readerLook) (l appLook, err error) {
	worker, err := a.Read("worker.js")
	if err != nil {
		return l, err
	}
	l.worker = string(worker)
	l.shell = []string{look.Style, look.Script, look.Icon, look.Desk, reader.script, reader.worker}
	for _, size := range []string{"192", "512"} {
		url, err := a.URL("icon-" + size + ".png")
		if err != nil {
			return l, err
		}
		l.shell = append(l.shell, url)
		l.icons = append(l.icons, appIcon{Source: url, Sizes: size + "x" + size, Type: "image/png", Purpose: "any maskable"})
	}
	l.icons = append(l.icons, appIcon{Source: look.Icon, Sizes: "any", Type: "image/svg+xml"})
	return l, nil
}

// showOffline is the page that the app shows when there is no network: it says nothing of anybody, and its script
// fills it with what the device keeps.
func (d *Desk) showOffline(w *reply, v *visit) error {
	f := d.frame(v, page.Frame{Title: v.words.T("desk.offline"), Wide: true})
	f.Desk = &page.Desk{App: true}
	f.Crumbs = nil
	return w.page(f, offlinePage(v.words, d.leaves))
}

// sendWorker gives the service worker its script, with what it keeps.
func (d *Desk) sendWorker(w *reply, v *visit) error {
	shell := append([]string{v.words.Path("/desk/offline")}, d.app.shell...)
	b, err := json.Marshal(shell)
	if err != nil {
		return fmt.Errorf("write the service worker: %w", err)
	}
	w.header.Set("Service-Worker-Allowed", v.words.Path("/desk"))
	return w.text("text/javascript; charset=utf-8", fmt.Sprintf("const shell = %s\n%s", b, d.app.worker))
}

// manifest is that of a web application (W3C, Web Application Manifest).
type manifest struct {
	Name       string    `json:"name"`
	ShortName  string    `json:"short_name"`
	Lang       string    `json:"lang"`
	ID         string    `json:"id"`
	Start      string    `json:"start_url"`
	Scope      string    `json:"scope"`
	Display    string    `json:"display"`
	Theme      string    `json:"theme_color"`
	Background string    `json:"background_color"`
	Icons      []appIcon `json:"icons"`
}

// sendManifest says how the desk is installed as an app.
func (d *Desk) sendManifest(w *reply, v *visit) error {
	name := v.words.Plain(d.whose(v.ctx).Name)
	m := manifest{Name: strings.TrimSpace(name + ": " + v.words.T("desk.app.name")), ShortName: v.words.T("desk.app.name"), Lang: string(v.words.Lang()), ID: v.words.Path("/desk"),
		Start: v.words.Path("/desk"), Scope: v.words.Path("/desk"), Display: "standalone", Theme: "#14503f", Background: "#ffffff", Icons: slices.Clone(d.app.icons)}
	b, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	return w.text("application/manifest+json", string(b))
}
