// Draws a PDF page by page, each with its text over it, so that it can be selected, and read by a screen reader.

import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The widest canvas that is drawn, in pixels: phones refuse larger ones. */
const widest = 3000

/** A PDF that is open, with its pages by number and by what is printed on them. */
export class Sheet {
  /** Opens a PDF from its bytes, which are given away. */
  static async open(bytes, worker) {
    pdfjs.GlobalWorkerOptions.workerSrc = worker
    const pdf = await pdfjs.getDocument({ data: bytes, isEvalSupported: false, enableXfa: false, useWasm: false, stopAtErrors: false }).promise
    return new Sheet(pdf, await pdf.getPageLabels())
  }

  constructor(pdf, labels) {
    this.pdf = pdf
    this.count = pdf.numPages
    this.labels = labels ?? Array.from({ length: pdf.numPages }, (_, i) => String(i + 1))
    this.zoom = 1
  }

  /** What is printed on a page; pages count from 1. */
  label(number) {
    return this.labels[number - 1]
  }

  /** The page on which that is printed; 0 where it is on none. */
  find(label) {
    const wanted = label.trim().toLowerCase()
    return this.labels.findIndex((one) => one.toLowerCase() === wanted) + 1
  }

  /** The bookmarks, each with its title, its depth and its page. */
  async contents() {
    const list = []
    const walk = async (marks, depth) => {
      for (const mark of marks ?? []) {
        const number = await this.pageOf(mark.dest)
        if (number) list.push({ title: mark.title, depth, number })
        if (depth < 2) await walk(mark.items, depth + 1)
      }
    }
    await walk(await this.pdf.getOutline(), 0)
    return list
  }

  async pageOf(dest) {
    const place = typeof dest === 'string' ? await this.pdf.getDestination(dest) : dest
    if (!place) return 0
    return typeof place[0] === 'number' ? place[0] + 1 : (await this.pdf.getPageIndex(place[0])) + 1
  }

  /** The text of a page, in the order in which it is read. */
  async text(number) {
    const page = await this.pdf.getPage(number)
    const { items } = await page.getTextContent()
    return items.map((one) => one.str + (one.hasEOL ? '\n' : '')).join('')
  }

  /** Draws a page into an element, as wide as that is times the zoom. A later call ends an earlier one. */
  async draw(number, into) {
    this.drawing?.cancel()
    const page = await this.pdf.getPage(number)
    const whole = page.getViewport({ scale: 1 })
    const scale = (Math.max(into.clientWidth, 240) / whole.width) * this.zoom
    const viewport = page.getViewport({ scale })
    const dense = Math.min(window.devicePixelRatio || 1, widest / viewport.width)
    const canvas = document.createElement('canvas')
    canvas.width = Math.floor(viewport.width * dense)
    canvas.height = Math.floor(viewport.height * dense)
    canvas.style.width = `${Math.floor(viewport.width)}px`
    canvas.style.height = `${Math.floor(viewport.height)}px`
    canvas.setAttribute('aria-hidden', 'true')
    this.drawing = page.render({ canvas, viewport, transform: [dense, 0, 0, dense, 0, 0] })
    await this.drawing.promise
    return { canvas, words: await this.words(page, viewport), width: viewport.width, height: viewport.height }
  }

  /** The text of a page, laid over its picture. */
  async words(page, viewport) {
    const layer = document.createElement('div')
    layer.className = 'moot-sheet__words'
    layer.style.setProperty('--total-scale-factor', String(viewport.scale))
    await new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport }).render()
    return layer
  }
}
