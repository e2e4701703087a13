// Helps whoever writes the minute of an item. The form is whole without it.
//
// Each text area of the minute gets an editor. What is typed is read as it is typed, and what is read stands beside it;
// every few seconds it is kept. See keeping.js for what becomes of it while the server cannot be reached.

import { edit } from './editor.js'
import { keeping } from './keeping.js'

const form = document.querySelector('form[data-typed]')
const pause = 250

/** Puts what is read in place of what was, unless somebody is putting it right just now. */
function show(id, html, sent) {
  const place = document.getElementById(id)
  if (!place || !html || place.contains(document.activeElement) || sent !== reading(place)) return
  const open = [...place.querySelectorAll('details')].map((d) => d.open)
  place.innerHTML = html
  place.querySelectorAll('details').forEach((d, i) => {
    if (open[i]) d.open = true
  })
}

function reading(place) {
  return place ? JSON.stringify([...place.querySelectorAll('[name]')].map((f) => [f.name, f.value])) : ''
}

function begin() {
  const words = JSON.parse(form.dataset.words)
  const phrases = [...new Set([...form.querySelectorAll('[data-phrase]')].map((b) => b.dataset.phrase))]
  const names = form.dataset.names.split('\n').filter(Boolean)
  const fields = ['prose', 'prose-cy', 'twin', 'twin-cy'].map((name) => form.elements[name]).filter(Boolean)
  const places = ['read', 'read-twin']
  const counted = form.querySelector('.moot-minute__counted')
  const keeper = keeping(form, fields, words, { before: () => places.map((id) => reading(document.getElementById(id))), after: showRead, changed: refresh })
  const editors = new Map(fields.map((field) => [field.name, edit(field, { words, phrases, names })]))
  let timer = 0
  let reader = null

  function showRead(answer, sent, texts) {
    show('read', answer.read, sent[0])
    show('read-twin', answer.twin, sent[1])
    if (counted.textContent !== answer.counted) counted.textContent = answer.counted
    for (const [name, editor] of editors) {
      if (texts[name] === form.elements[name].value) editor.mark((answer.marks ?? []).filter((m) => m.field === name))
    }
  }

  function refresh() {
    for (const editor of editors.values()) editor.refresh()
  }

  /** Reads what is typed, without keeping it. */
  async function read() {
    reader?.abort()
    reader = new AbortController()
    const sent = places.map((id) => reading(document.getElementById(id)))
    const texts = Object.fromEntries(fields.map((f) => [f.name, f.value]))
    try {
      const reply = await fetch(form.dataset.read, { method: 'POST', body: new URLSearchParams(new FormData(form)), signal: reader.signal })
      if (reply.ok && reply.headers.get('Content-Type')?.includes('json')) showRead(await reply.json(), sent, texts)
    } catch {
      // It is read again with the next stroke, and when it is kept, which says whether the server can be reached.
    }
  }

  function later() {
    clearTimeout(timer)
    timer = setTimeout(read, pause)
  }

  for (const field of fields) field.addEventListener('input', later)
  for (const phrase of form.querySelectorAll('[data-phrase]')) {
    phrase.addEventListener('click', (event) => {
      event.preventDefault()
      editors.get('prose').put(phrase.dataset.phrase)
    })
  }
  keeper.begin()
  later()
}

if (form) begin()
