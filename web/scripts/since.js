// Tells a returning reader that a page has changed since they last read it in this browser. What they have
// read is remembered in the browser alone; no request says so, and pages stay the same for everybody.

/**
 * @param {ParentNode} scope where to look for the notice, which is hidden
 */
export function tellWhatChanged(scope) {
  const notice = scope.querySelector('[data-module="moot-since"]')
  if (!notice) return
  const { entry, editions, lang } = notice.dataset
  const place = `read ${editions.replace(/^\/cy/, '')}`
  try {
    const read = JSON.parse(localStorage.getItem(place) ?? 'null')
    localStorage.setItem(place, JSON.stringify({ entry: Number(entry), at: Date.now() }))
    if (!read || read.entry >= Number(entry)) return
    notice.querySelector('time').textContent = new Date(read.at).toLocaleDateString(lang, { dateStyle: 'long' })
    notice.querySelector('a').href = `${editions}?since=${read.entry}`
    notice.hidden = false
  } catch {
    // A browser that remembers nothing is told nothing.
  }
}
