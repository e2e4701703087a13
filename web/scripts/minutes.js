// Helps whoever types the minute of an item. The form is whole without it.
//
// What is typed is kept every few seconds, and what is read in it is shown beside it. While the server
// cannot be reached it is tried again, and what was typed stays in this tab even if the page is loaded anew.

const form = document.querySelector('form[data-typed]')
const prose = ['prose', 'prose-cy', 'twin', 'twin-cy']
const pause = 1200
const again = 5000

let timer = 0
let sending = false
let stale = false
let kept = snapshot()

function fields() {
  return prose.map((name) => form.elements[name]).filter(Boolean)
}

function snapshot() {
  return JSON.stringify(fields().map((field) => field.value))
}

function say(text) {
  form.querySelector('.moot-minute__state').textContent = text
}

/** Holds what was typed until the server has it: it is gone with the tab. */
function hold() {
  sessionStorage.setItem(location.pathname, JSON.stringify({ version: form.elements.version.value, typed: fields().map((f) => f.value) }))
}

/** Brings back what a former load of this page could not send, if nobody has written since. */
function bringBack() {
  const held = JSON.parse(sessionStorage.getItem(location.pathname) ?? 'null')
  if (!held || held.version !== form.elements.version.value) return
  fields().forEach((field, i) => {
    field.value = held.typed[i] ?? field.value
  })
}

/** Puts what is read in place of what was, unless somebody is putting it right just now. */
function show(id, html) {
  const place = document.getElementById(id)
  if (!place || !html || place.contains(document.activeElement)) return
  const open = [...place.querySelectorAll('details')].map((d) => d.open)
  place.innerHTML = html
  place.querySelectorAll('details').forEach((d, i) => {
    if (open[i]) d.open = true
  })
}

function settle(answer, sent) {
  if (answer.stale) {
    stale = true
  } else {
    form.elements.version.value = answer.version
    const bases = { prose: 'base', 'prose-cy': 'base-cy', twin: 'base-twin', 'twin-cy': 'base-twin-cy' }
    fields().forEach((field, i) => {
      form.elements[bases[field.name]].value = sent[i].trim()
    })
    kept = JSON.stringify(sent)
    if (kept === snapshot()) sessionStorage.removeItem(location.pathname)
  }
  show('read', answer.read)
  show('read-twin', answer.twin)
  say(answer.said)
}

async function keep() {
  if (sending || stale || snapshot() === kept) return
  sending = true
  const sent = fields().map((field) => field.value)
  try {
    const reply = await fetch(form.dataset.typed, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    if (!reply.ok) throw new Error(`keeping gave ${reply.status}`)
    settle(await reply.json(), sent)
  } catch {
    say(form.dataset.failed)
    timer = setTimeout(keep, again)
  } finally {
    sending = false
  }
  if (!stale && snapshot() !== kept) later()
}

function later() {
  clearTimeout(timer)
  timer = setTimeout(keep, pause)
}

/** Puts text where the cursor is. */
function put(field, text, from = field.selectionStart) {
  field.setRangeText(text, from, field.selectionEnd, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.focus()
}

/** Completes the words before the cursor from the names of those at the meeting. */
function complete(field) {
  const before = field.value.slice(0, field.selectionStart)
  const names = form.dataset.names.split('\n').filter(Boolean)
  for (let words = 3; words > 0; words--) {
    const typed = before.match(new RegExp(`(?:\\S+\\s+){${words - 1}}\\S{2,}$`))?.[0]
    const found = typed && names.filter((name) => name.toLowerCase().split(' ').some((_, i, all) => all.slice(i).join(' ').startsWith(typed.toLowerCase())))
    if (found?.length === 1) return put(field, found[0], before.length - typed.length)
  }
}

function press(event) {
  const field = event.target
  if (event.ctrlKey && event.key === ' ') {
    event.preventDefault()
    complete(field)
  }
  const phrase = event.altKey && /^[1-9]$/.test(event.key) && form.querySelectorAll('[data-phrase]')[event.key - 1]
  if (phrase) {
    event.preventDefault()
    put(field, phrase.dataset.phrase)
  }
}

if (form) {
  bringBack()
  if (snapshot() !== kept) later()
  for (const field of fields()) {
    field.addEventListener('input', () => {
      hold()
      say(form.dataset.unsaved)
      later()
    })
    field.addEventListener('keydown', press)
  }
  for (const phrase of form.querySelectorAll('[data-phrase]')) {
    phrase.addEventListener('click', (event) => {
      event.preventDefault()
      put(form.elements.prose, phrase.dataset.phrase)
    })
  }
  form.addEventListener('submit', () => sessionStorage.removeItem(location.pathname))
  document.addEventListener('visibilitychange', () => document.hidden && keep())
}
