// Keeps what is typed into the minute of an item: at the server every few seconds, and until the server has it in this
// browser, so that neither a lost network nor a lid that is closed loses a word. Once the server has it, the browser
// forgets it. What the browser holds is under the account that typed it, and offered to no other.

const pause = 1200
const again = 5000
const bases = { prose: 'base', 'prose-cy': 'base-cy', twin: 'base-twin', 'twin-cy': 'base-twin-cy' }

/** Keeps a form. Around has what is to be done before something is sent, after its answer, and when the texts changed. */
export function keeping(form, fields, words, around) {
  const path = location.pathname.replace(/^\/cy\//, '/')
  const place = `minute ${form.dataset.account} ${path}`
  const state = form.querySelector('.moot-minute__state')
  let timer = 0
  let sending = null
  let conflict = false
  let leaving = false
  let kept = snapshot()

  /** All that is typed, as one text: the prose, and what was put right beside it. */
  function snapshot() {
    return JSON.stringify([...new FormData(form)].filter(([name]) => name !== 'version' && !/^base|-of$|-as$/.test(name)))
  }

  function texts() {
    return Object.fromEntries(fields.map((f) => [f.name, f.value]))
  }

  function say(what, text = words[what]) {
    if (state.textContent !== text) state.textContent = text
    state.dataset.state = what
  }

  function hold() {
    const held = { at: Date.now(), version: form.elements.version.value, texts: texts(), bases: Object.fromEntries(fields.map((f) => [f.name, form.elements[bases[f.name]].value])) }
    try {
      localStorage.setItem(place, JSON.stringify(held))
    } catch {
      say('full')
    }
  }

  function forget() {
    localStorage.removeItem(place)
  }

  function held() {
    try {
      return JSON.parse(localStorage.getItem(place) ?? 'null')
    } catch {
      return null
    }
  }

  /** Brings back what could not be sent, or where somebody has written since, offers it. */
  function bringBack() {
    const was = held()
    if (!was || form.dataset.merged !== undefined || fields.every((f) => f.value.trim() === (was.texts[f.name] ?? '').trim())) {
      forget()
      return
    }
    if (was.version !== form.elements.version.value) {
      offer(was)
      return
    }
    take(was)
    say('back', words.back.replace('#', new Date(was.at).toLocaleString(document.documentElement.lang)))
    later(0)
  }

  function take(was) {
    for (const f of fields) f.value = was.texts[f.name] ?? f.value
    around.changed()
  }

  /** Shows what this browser holds that began from an older version than the page. */
  function offer(was) {
    const note = document.createElement('section')
    note.className = 'govuk-inset-text moot-minute__held'
    note.setAttribute('aria-label', words.held)
    const text = document.createElement('p')
    text.textContent = words.offered.replace('#', new Date(was.at).toLocaleString(document.documentElement.lang))
    const typed = document.createElement('pre')
    typed.className = 'moot-minute__typed'
    typed.textContent = Object.values(was.texts).filter(Boolean).join('\n\n')
    note.append(text, typed, button(words.together, () => bring(was)), button(words.drop, () => {
      forget()
      note.remove()
    }))
    form.before(note)
    say('offered')
  }

  function button(text, act) {
    const one = document.createElement('button')
    one.type = 'button'
    one.className = 'govuk-button govuk-button--secondary'
    one.textContent = text
    one.addEventListener('click', act)
    return one
  }

  /** Sends what was held over the version that it began from: the server brings both together. */
  function bring(was) {
    form.elements.version.value = was.version
    for (const f of fields) form.elements[bases[f.name]].value = was.bases[f.name] ?? ''
    take(was)
    leaving = true
    form.submit()
  }

  function settle(answer, sent) {
    if (answer.stale && answer.merged) {
      merge(answer, sent)
      return
    }
    if (answer.stale) {
      conflict = true
      say('stale', answer.said)
      return
    }
    form.elements.version.value = answer.version
    for (const f of fields) form.elements[bases[f.name]].value = sent.texts[f.name].trim()
    kept = sent.snapshot
    if (snapshot() !== kept) {
      hold()
      return
    }
    forget()
    say('kept', answer.said)
  }

  /** Takes over what the server has made of both, unless this person has typed on meanwhile: then it is tried anew. */
  function merge(answer, sent) {
    if (JSON.stringify(texts()) !== JSON.stringify(sent.texts)) return
    for (const f of fields) {
      f.value = answer.merged[f.name] ?? f.value
      form.elements[bases[f.name]].value = answer.theirs[f.name] ?? ''
    }
    form.elements.version.value = answer.version
    around.changed()
    hold()
    say('merged', answer.said)
  }

  /** Sends what was typed. True once the server has all of it. */
  async function keep() {
    clearTimeout(timer)
    if (sending) await sending
    if (conflict || snapshot() === kept) return snapshot() === kept
    sending = send()
    const took = await sending
    sending = null
    if (!took) later(again)
    else if (!conflict && snapshot() !== kept) later(pause)
    return took && snapshot() === kept
  }

  async function send() {
    const sent = { texts: texts(), snapshot: snapshot(), before: around.before() }
    try {
      const reply = await fetch(form.dataset.typed, { method: 'POST', body: new URLSearchParams(new FormData(form)), keepalive: document.hidden, signal: AbortSignal.timeout(20000) })
      if (!reply.ok || !reply.headers.get('Content-Type')?.includes('json')) {
        say(reply.status === 401 || reply.status === 403 || reply.redirected ? 'out' : 'away')
        return false
      }
      const answer = await reply.json()
      settle(answer, sent)
      around.after(answer, sent.before, sent.texts)
      return true
    } catch {
      say('away')
      return false
    }
  }

  function later(delay = pause) {
    clearTimeout(timer)
    timer = setTimeout(keep, delay)
  }

  form.addEventListener('input', () => {
    hold()
    if (!conflict && state.dataset.state !== 'away') say('typing')
    if (!conflict && state.dataset.state === 'typing') later()
  })
  form.addEventListener('submit', async (event) => {
    if (leaving || conflict || (!sending && snapshot() === kept)) return // a form cannot be sent anew while it is being sent
    event.preventDefault()
    const button = event.submitter
    if ((await keep()) || conflict) {
      leaving = true
      form.requestSubmit(button)
    }
  })
  window.addEventListener('online', () => later(0))
  document.addEventListener('visibilitychange', () => document.hidden && keep())

  return { begin: bringBack }
}
