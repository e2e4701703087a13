package e2e

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// packAddress is where a pack is read page by page.
var packAddress = regexp.MustCompile(`/desk/meetings/\d+/packs/1/pages`)

// packToRead is a pack of a meeting to come that somebody may read, with the words that stand on its page 1. Packs
// are bound in the background once the demonstration is served.
func packToRead(t *testing.T, r *reader) (at, words string) {
	t.Helper()
	_, list, err := r.page("/desk/meetings")
	must(t, err)
	meetings := regexp.MustCompile(`href="(/desk/meetings/\d+)"`).FindAllStringSubmatch(list, -1)
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(time.Second) {
		for _, m := range meetings {
			_, body, err := r.page(m[1] + "/packs")
			must(t, err)
			if at = packAddress.FindString(body); at == "" {
				continue
			}
			_, body, err = r.page(at + "?page=1")
			must(t, err)
			if _, rest, found := strings.Cut(body, `<div class="moot-page-text">`); found {
				text, _, _ := strings.Cut(rest, "</div>")
				if lines := strings.Fields(readable(text)); len(lines) > 8 {
					return at, strings.Join(lines[:3], " ")
				}
			}
		}
	}
	t.Fatal("there is no pack to read")
	return "", ""
}

// waitsFor waits until a function of JavaScript answers that it is so.
func (h hand) waitsFor(what, js string, args ...any) {
	h.Helper()
	for end := time.Now().Add(90 * time.Second); !eval[bool](h.T, h.page, js, args...); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			h.Fatalf("%s: %s does not come about:\n%.1500s", h.page.MustInfo().URL, what, h.says())
		}
	}
}

const (
	// shown says that the page of the reader with that number is drawn, with its words.
	shown = `(label) => (document.querySelector('.moot-sheet[data-label="' + label + '"] .moot-sheet__words')?.textContent ?? '').length > 20`
	// says says that the main part of the page says something.
	says = `(words) => document.querySelector('main').innerText.includes(words)`
	// ready says that the browser keeps the pack and can show it without a network.
	ready = `async () => {
		if (!document.documentElement.dataset.kept || !navigator.serviceWorker.controller) return false
		for (const name of await caches.keys()) if ((await (await caches.open(name)).keys()).length > 5) return true
		return false
	}`
	// held is all that the browser holds for the site, as text, byte by byte.
	held = `async () => {
		const all = [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
		const latin = (buffer) => Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join('')
		const walk = (value) => {
			if (value instanceof ArrayBuffer) all.push(latin(value))
			else if (ArrayBuffer.isView(value)) all.push(latin(value.buffer))
			else if (value instanceof CryptoKey) all.push(value.extractable ? 'a key that can be taken out' : 'key')
			else if (value && typeof value === 'object') Object.values(value).forEach(walk)
			else all.push(String(value))
		}
		const wait = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error) })
		for (const { name } of await indexedDB.databases()) {
			const db = await wait(indexedDB.open(name))
			for (const store of db.objectStoreNames) {
				walk(await wait(db.transaction(store).objectStore(store).getAllKeys()))
				walk(await wait(db.transaction(store).objectStore(store).getAll()))
			}
			db.close()
		}
		for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) {
			const answer = await caches.match(request)
			if (!/\.(js|css|png|svg)$/.test(request.url)) all.push(request.url, await answer.text())
		}
		return all.join('\n')
	}`
)

// TestACouncillorOfflineInTheChamber opens a pack, loses the network, reads and searches it and makes a note; the note
// is at the desk when the network is back, and nothing is left in the browser when they have signed out. Nothing that
// the papers or the note say lies in the browser unencrypted at any time.
func TestACouncillorOfflineInTheChamber(t *testing.T) {
	t.Parallel()
	c := cableTo(t, demo(t).site)
	r, err := signIn(c.site, "chair@ravensbeck.example")
	must(t, err)
	at, words := packToRead(t, r)
	h := handOf(t, c.site, at, signedIn(t, r))
	h.waitsFor("the pack", shown, "i")
	h.goes(at) // once more, now that the worker is there
	h.waitsFor("reading without a network", ready)
	checkAccess(t, h.page)

	c.cut()
	const note = "Ask about the seventeenth paragraph"
	h.goes("/desk")
	h.waitsFor("the list of what is kept", says, "These papers are on this device")
	leads(t, h.page, func() { eval[bool](t, h.page, `() => !document.querySelector('[data-part="kept"] a').click()`) })
	h.waitsFor("the pack without a network", shown, "i")
	checkAccess(t, h.page)
	h.fills("Page number", "1")
	h.presses("Go")
	h.waitsFor("page 1", shown, "1")
	h.fills("Search in these papers", strings.ToUpper(words))
	h.presses("Search")
	h.waitsFor("finding "+words, `() => [...document.querySelectorAll('[data-part="found"] a')].some((a) => a.textContent.includes('1)'))`)
	h.fills("Add a note to this page", note)
	h.presses("Keep the note")
	h.waitsFor("the note on the device", says, "On this device; it goes to the desk when there is a network.")
	h.holdsNothingOf("%PDF-", words, note, "seventeenth", "a key that can be taken out")
	h.goes(at)
	h.waitsFor("the note after the page was loaded again", shown, "i")

	c.mend()
	h.goes(at)
	h.waitsFor("the pack", shown, "i")
	h.fills("Page number", "1")
	h.presses("Go")
	h.waitsFor("the note at the desk", `(words) => [...document.querySelectorAll('[data-note]')].some((n) => n.textContent.includes(words) && n.textContent.includes('Yours alone.'))`, note)
	second := handOf(t, c.site, at+"#page=1", signedIn(t, r))
	second.waitsFor("the note in a second window", says, note)
	_, plain, err := r.page(at)
	must(t, err)
	if n := strings.Count(plain, note); n != 1 {
		t.Errorf("the desk has the note %d times", n)
	}
	h.holdsNothingOf("%PDF-", words, note)
	h.looksAtTheNote(plain)

	h.presses("Sign out")
	h.waitsFor("the way in", says, "Sign in")
	if left := eval[string](t, h.page, held); strings.TrimSpace(strings.NewReplacer("{}", "", "\n", "").Replace(left)) != "" {
		t.Errorf("when they have signed out the browser holds %.300q", left)
	}
}

// holdsNothingOf holds that none of those words lies in the browser.
func (h hand) holdsNothingOf(all ...string) {
	h.Helper()
	holds := eval[string](h.T, h.page, held)
	if len(holds) < 10_000 {
		h.Errorf("the browser keeps %d bytes, and so not the pack", len(holds))
	}
	for _, words := range all {
		if strings.Contains(strings.ToLower(holds), strings.ToLower(words)) {
			h.Errorf("%q lies in the browser", words)
		}
	}
}

// presses presses a button or link that may lead nowhere.
func (h hand) presses(text string) {
	h.Helper()
	h.tries("press "+text, func() bool {
		return eval[bool](h.T, h.page, `(text) => {
			const one = [...document.querySelectorAll('button')].find((b) => b.checkVisibility() && b.textContent.trim() === text)
			one?.click()
			return !!one
		}`, text)
	})
}

// looksAtTheNote looks at the page of the annotation, in a browser.
func (h hand) looksAtTheNote(list string) {
	h.Helper()
	address := regexp.MustCompile(`/desk/annotations/\d+`).FindString(list)
	h.goes(address)
	h.sees("Share with")
	checkAccess(h.T, h.page)
}
