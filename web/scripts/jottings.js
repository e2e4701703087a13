// Annotations on the pages of a reader: those of the page that is shown, marked on it and listed below it, and a form
// for another. They are kept on the device at once, and by the desk when it is reached.

import { jot, notes } from './keep.js'

const newID = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, '0')).join('')

/** Where a printed page is: the paper, and its page from 1; null on pages that belong to none. */
export function placeOf(papers, label) {
  const [, series, number] = label.match(/^(.*?)(\d+)$/) ?? []
  for (const paper of papers) {
    const [, own, first] = paper.from.match(/^(.*?)(\d+)$/) ?? []
    const page = number - first + 1
    if (own === series && page >= 1 && page <= paper.pages) return { document: paper.document, page }
  }
  return null
}

export class Jottings {
  /** send is called when there is something new for the desk. */
  constructor(reader, papers, vault, send) {
    Object.assign(this, { reader, papers, vault, send })
    this.box = document.querySelector('[data-part="jot"]')
    this.part = (name) => this.box.querySelector(`[data-part="${name}"]`)
    this.form = this.box.querySelector('form')
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.add()
    })
    reader.box.addEventListener('drawn', () => this.show())
    document.addEventListener('selectionchange', () => this.choose())
    this.show()
  }

  words() {
    return this.reader.pages.querySelector('.moot-sheet__words')
  }

  /** Takes up the words that are selected on the page. */
  choose() {
    const selection = document.getSelection()
    const layer = this.words()
    if (!layer || !selection.rangeCount || !layer.contains(selection.anchorNode) || !layer.contains(selection.focusNode)) return
    const range = selection.getRangeAt(0)
    const quote = range.toString()
    if (!quote.trim()) return
    const before = document.createRange()
    before.selectNodeContents(layer)
    before.setEnd(range.startContainer, range.startOffset)
    this.quote = { quote: quote.slice(0, 2000), start: before.toString().length, label: this.reader.sheet.label(this.reader.number) }
    this.part('quote').hidden = false
    this.part('quote').textContent = this.quote.quote
  }

  async add() {
    const field = this.form.elements.note
    const place = this.place()
    const quote = this.quote?.label === this.label() ? this.quote : null
    if (!place || !(field.value.trim() || quote)) return
    const id = newID()
    await this.make({ id, step: id, ...place, quote: quote?.quote ?? '', start: quote?.start ?? 0, base: '', note: field.value.trim(), remove: false })
    field.value = ''
    this.quote = null
    this.part('quote').hidden = true
  }

  /** Makes a change: here at once, at the desk when it can be. */
  async make(change) {
    await jot(this.vault, change)
    await this.show()
    this.send()
  }

  label() {
    return this.reader.sheet.label(this.reader.number)
  }

  place() {
    return placeOf(this.papers, this.label())
  }

  /** Lists the annotations of the page, and marks what they quote. */
  async show() {
    const place = this.reader.sheet && this.reader.number ? this.place() : null
    this.box.hidden = !place
    const all = place ? (await notes(this.vault)).filter((one) => one.document === place.document && one.page === place.page) : []
    all.sort((a, b) => a.start - b.start)
    this.part('jottings').replaceChildren(...all.map((one) => this.line(one)))
    this.mark(all)
  }

  line(note) {
    const line = document.createElement('li')
    line.className = 'moot-lines__line'
    line.dataset.note = note.id
    if (note.quote) line.append(element('q', note.quote, 'moot-note__quote'))
    line.append(element('p', note.note, 'moot-note'))
    const about = element('span', `${note.waiting ? this.box.dataset.waiting : note.who} `, 'moot-lines__about')
    line.append(about)
    if (!note.own) return line
    about.append(this.button('change', () => this.edit(line, note)), ' ', this.button('remove', () => this.make({ ...changeOf(note), remove: true })), ' ')
    if (note.number) {
      const link = element('a', this.box.dataset.share, 'govuk-link')
      link.href = `${location.pathname.startsWith('/cy/') ? '/cy' : ''}/desk/annotations/${note.number}`
      about.append(link)
    }
    return line
  }

  button(what, does) {
    const button = element('button', this.box.dataset[what], 'govuk-button govuk-button--secondary moot-small')
    button.type = 'button'
    button.addEventListener('click', does)
    return button
  }

  /** Makes a note in the list one that can be written on. */
  edit(line, note) {
    const field = element('textarea', note.note, 'govuk-textarea')
    field.setAttribute('aria-label', this.box.dataset.change)
    const keep = element('button', this.form.querySelector('button').textContent, 'govuk-button govuk-button--secondary moot-small')
    keep.type = 'button'
    keep.addEventListener('click', () => this.make({ ...changeOf(note), note: field.value.trim() }))
    line.querySelector('.moot-note').replaceWith(field, keep)
    field.focus()
  }

  /** Draws a mark over each quoted passage that is found on the page. */
  mark(all) {
    const layer = this.words()
    const leaf = layer?.parentElement
    for (const old of leaf?.querySelectorAll('.moot-sheet__mark') ?? []) old.remove()
    for (const note of all) {
      const range = note.quote && layer && find(layer, note)
      for (const rect of range ? range.getClientRects() : []) {
        const on = leaf.getBoundingClientRect()
        const mark = element('div', '', 'moot-sheet__mark')
        Object.assign(mark.style, { left: `${rect.left - on.left}px`, top: `${rect.top - on.top}px`, width: `${rect.width}px`, height: `${rect.height}px` })
        leaf.append(mark)
      }
    }
  }
}

const changeOf = (note) => ({ id: note.id, step: newID(), document: note.document, page: note.page, quote: note.quote, start: note.start, base: note.note, note: note.note, remove: false })

function element(name, text, kind) {
  const made = document.createElement(name)
  made.className = kind
  made.textContent = text
  return made
}

/** The passage of a page that an annotation quotes; null where it is not there any more. */
function find(layer, { quote, start }) {
  const text = layer.textContent
  const at = text.startsWith(quote, start) ? start : text.indexOf(quote)
  if (at < 0) return null
  const range = document.createRange()
  const walk = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
  let passed = 0
  let begun = false
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!begun && at < passed + node.length) {
      range.setStart(node, at - passed)
      begun = true
    }
    if (begun && at + quote.length <= passed + node.length) {
      range.setEnd(node, at + quote.length - passed)
      return range
    }
    passed += node.length
  }
  return null
}
