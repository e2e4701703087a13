// Keeps what is typed into a section of a report while it is typed. The form is whole without it, and what
// is kept becomes part of the report only when the form is sent.
//
// What the server does not have yet is held by this tab alone, so that neither a lost network nor a page
// loaded anew loses it. Once the server has it, the tab forgets it.

const form = document.querySelector('form[data-typing]')
const state = form.querySelector('.moot-typing__state')
const texts = ['heading', 'heading-cy', 'prose', 'prose-cy']
const pause = 1500
const again = 8000
const place = `typing ${location.pathname.replace(/^\/cy/, '')}`

let timer = 0
let sending = false
let kept = snapshot()

function fields() {
  return texts.map((name) => form.elements[name]).filter(Boolean)
}

function snapshot() {
  return JSON.stringify(fields().map((field) => field.value))
}

function say(what) {
  state.textContent = form.dataset[what === 'typing' ? 'typed' : what]
  state.dataset.state = what
}

function hold() {
  sessionStorage.setItem(place, JSON.stringify({ edition: form.elements.edition.value, texts: snapshot() }))
}

/** Brings back what a former load of the page could not send, unless the section was saved since. */
function bringBack() {
  const held = JSON.parse(sessionStorage.getItem(place) ?? 'null')
  if (!held) return
  if (held.edition !== form.elements.edition.value) {
    sessionStorage.removeItem(place)
    return
  }
  const values = JSON.parse(held.texts)
  fields().forEach((field, i) => {
    field.value = values[i] ?? field.value
  })
}

function later(delay) {
  clearTimeout(timer)
  timer = setTimeout(send, delay)
}

async function send() {
  const now = snapshot()
  if (now === kept) return
  if (sending) {
    later(pause)
    return
  }
  sending = true
  try {
    const answer = await fetch(form.dataset.typing, { method: 'POST', body: new URLSearchParams(new FormData(form)), signal: AbortSignal.timeout(20000) })
    if (!answer.ok) throw new Error(String(answer.status))
    kept = now
    if (snapshot() === now) {
      sessionStorage.removeItem(place)
      say('kept')
    }
  } catch (fault) {
    say(fault.message === '401' || fault.message === '403' ? 'out' : 'away')
    later(again)
  } finally {
    sending = false
  }
  if (snapshot() !== kept && state.dataset.state === 'typing') later(pause)
}

bringBack()
form.addEventListener('input', () => {
  hold()
  say('typing')
  later(pause)
})
window.addEventListener('online', () => later(0))
if (snapshot() !== kept) {
  say('typing')
  later(0)
}
