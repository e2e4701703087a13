// The reader of packs and papers, page by page. Without it the page gives the text and the file itself.

import { Sheet } from './sheet.js'

const most = 100

/** A reader in its box, which says in its data what there is to read. */
export class Reader {
  constructor(box) {
    this.box = box
    this.number = 0
    this.part = (name) => box.querySelector(`[data-part="${name}"]`)
    this.pages = this.part('pages')
    for (const form of box.querySelectorAll('form[data-form]')) {
      form.addEventListener('submit', (event) => {
        event.preventDefault()
        if (form.dataset.form === 'go') this.go(this.sheet.find(form.elements.page.value))
        else this.search(form.elements.q.value)
      })
    }
    box.addEventListener('click', (event) => this.press(event.target.closest('[data-do]')?.dataset.do))
    this.pages.addEventListener('keydown', (event) => this.key(event))
    new ResizeObserver(() => this.drawLater()).observe(this.pages)
  }

  say(text) {
    this.part('state').textContent = text
  }

  /** Shows a PDF from its bytes, at the page on which that is printed, or the first. */
  async open(bytes, at) {
    this.box.hidden = false
    this.sheet = await Sheet.open(bytes, this.box.dataset.worker)
    this.outline()
    await this.go(this.sheet.find(at ?? '') || 1)
  }

  press(what) {
    const does = { back: () => this.go(this.number - 1), on: () => this.go(this.number + 1), larger: () => this.size(1.25), smaller: () => this.size(0.8) }
    if (this.sheet) does[what]?.()
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.sheet || event.target !== this.pages) return
    const to = { ArrowRight: this.number + 1, PageDown: this.number + 1, ArrowLeft: this.number - 1, PageUp: this.number - 1, Home: 1, End: this.sheet.count }[event.key]
    if (to === undefined) return
    event.preventDefault()
    this.go(to)
  }

  size(times) {
    this.sheet.zoom = Math.min(Math.max(this.sheet.zoom * times, 0.5), 4)
    this.draw()
  }

  drawLater() {
    clearTimeout(this.later)
    if (this.sheet && this.wide !== this.pages.clientWidth) this.later = setTimeout(() => this.draw(), 300)
  }

  /** Turns to a page; pages that there are not are left alone. */
  async go(number) {
    if (!this.sheet || number < 1 || number > this.sheet.count) return
    this.number = number
    const label = this.sheet.label(number)
    this.box.querySelector('#reader-page').value = label
    history.replaceState(history.state, '', `#page=${encodeURIComponent(label)}`)
    await this.draw()
    this.say(this.box.dataset.of.replace('{page}', label).replace('{number}', number).replace('{count}', this.sheet.count))
    this.box.dispatchEvent(new CustomEvent('turned'))
  }

  async draw() {
    const number = this.number
    this.wide = this.pages.clientWidth
    try {
      const drawn = await this.sheet.draw(number, this.pages)
      if (number !== this.number) return
      const leaf = document.createElement('div')
      leaf.className = 'moot-sheet'
      leaf.style.width = `${Math.floor(drawn.width)}px`
      leaf.style.height = `${Math.floor(drawn.height)}px`
      leaf.dataset.label = this.sheet.label(number)
      leaf.append(drawn.canvas, drawn.words)
      this.pages.replaceChildren(leaf)
      this.box.dispatchEvent(new CustomEvent('drawn'))
    } catch (fault) {
      if (fault?.name !== 'RenderingCancelledException') throw fault
    }
  }

  /** Lists the bookmarks. */
  async outline() {
    const marks = await this.sheet.contents()
    if (!marks.length) return
    this.part('outline').hidden = false
    this.part('contents').replaceChildren(...marks.map((one) => this.line(one.number, `${one.title} `, `moot-reader__depth-${one.depth}`)))
  }

  /** A line of a list that leads to a page. */
  line(number, text, kind) {
    const line = document.createElement('li')
    if (kind) line.className = kind
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = `#page=${encodeURIComponent(this.sheet.label(number))}`
    link.textContent = `${text}(${this.box.dataset.page} ${this.sheet.label(number)})`
    link.addEventListener('click', (event) => {
      event.preventDefault()
      this.go(number).then(() => this.pages.focus())
    })
    line.append(link)
    return line
  }

  /** Looks for words in every page, and lists those that have them. */
  async search(asked) {
    const wanted = fold(asked).trim()
    const list = this.part('found')
    list.replaceChildren()
    const turn = (this.turn = {})
    for (let number = 1; wanted && number <= this.sheet.count && list.children.length < most; number++) {
      const text = (await this.sheet.text(number)).replace(/\s+/g, ' ')
      if (turn !== this.turn) return
      const at = fold(text).indexOf(wanted)
      if (at >= 0) list.append(this.line(number, `… ${text.slice(Math.max(0, at - 40), at + wanted.length + 60)} … `))
    }
    this.say(list.children.length ? String(list.children.length) : this.box.dataset.none)
  }
}

/** Texts as they are compared: without case and accents. Each letter stays one letter. */
export function fold(text) {
  return Array.from(text, (letter) => letter.normalize('NFD')[0].toLowerCase()[0]).join('')
}
