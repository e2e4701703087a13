// What is pasted from Word, Outlook, Google Docs or a page, as the editor's own blocks: words with their headings, lists,
// tables, bold and italic, and nothing else of it. The parser is the browser's, whose documents made of a text run and
// load nothing.

const gone = 'script, style, head, meta, link, title, template, noscript, svg, math, iframe, object, embed, img, picture, video, audio, canvas, button, select, input, textarea'
const blocks = new Set(['ADDRESS', 'ARTICLE', 'ASIDE', 'BLOCKQUOTE', 'BODY', 'CAPTION', 'CENTER', 'DD', 'DIV', 'DL', 'DT', 'FIGCAPTION', 'FIGURE', 'FOOTER', 'FORM', 'HEADER', 'LI', 'MAIN', 'NAV', 'P', 'PRE', 'SECTION'])
const bulletSigns = /^[·•▪▫◦‣●○■□§➢►✓o*–—-]$|^[\uf0a7\uf0b7\uf0d8]$/u
const label = /^(\(?[a-z0-9]{1,4}[).]|\d+(?:\.\d+)+\.?)$/i
const address = /^(https?:\/\/|mailto:)[^\s()<>]+$/

/** The blocks of pasted HTML, as the editor's documents have them. */
export function pasted(html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const node of page.querySelectorAll(gone)) node.remove()
  const gather = new Gatherer()
  gather.children(page.body, {})
  return joined(gather.done())
}

/** Gathers blocks, and the words of the paragraph under way. */
class Gatherer {
  constructor() {
    this.list = []
    this.words = []
  }

  done() {
    this.end()
    return this.list
  }

  end() {
    const content = trimmed(this.words)
    if (content.length > 0) this.list.push({ type: 'paragraph', content })
    this.words = []
  }

  children(node, look) {
    for (const child of node.childNodes) this.node(child, look)
  }

  node(node, look) {
    if (node.nodeType === Node.TEXT_NODE) {
      this.say(node.data, look)
      return
    }
    if (node.nodeType !== Node.ELEMENT_NODE || hidden(node)) return
    const inner = lookOf(node, look)
    switch (true) {
      case node.tagName === 'BR':
        this.words.push({ type: 'hardBreak' })
        break
      case node.tagName === 'TABLE':
        this.block(tableOf(node))
        break
      case node.tagName === 'UL' || node.tagName === 'OL':
        this.block(listOf(node))
        break
      case /^H[1-6]$/.test(node.tagName):
        this.heading(node, inner)
        break
      case wordLevel(node) > 0:
        this.end()
        this.list.push(wordItem(node))
        break
      case blocks.has(node.tagName):
        this.end()
        this.children(node, inner)
        this.end()
        break
      default:
        this.children(node, inner)
    }
  }

  block(block) {
    this.end()
    if (block) this.list.push(...[block].flat())
  }

  heading(node, look) {
    this.end()
    const content = inlineOf(node, { ...look, bold: false }).filter((one) => one.type === 'text')
    if (content.length > 0) this.list.push({ type: 'heading', attrs: { level: Math.min(Number(node.tagName[1]), 3) }, content })
  }

  say(text, look) {
    const said = text.replace(/[\s\u00a0]+/gu, ' ').replace(/[\u00ad\u200b\ufeff]/gu, '')
    if (said === '') return
    const marks = []
    if (look.bold) marks.push({ type: 'bold' })
    if (look.italic) marks.push({ type: 'italic' })
    if (look.href) marks.push({ type: 'link', attrs: { href: look.href } })
    this.words.push({ type: 'text', text: said, marks })
  }
}

/** Words that nobody saw: hidden ones, and the markers of Word's lists. */
function hidden(node) {
  const style = styleOf(node)
  return node.hidden || /mso-list:\s*ignore|display:\s*none|mso-hide:\s*all/i.test(style)
}

function styleOf(node) {
  return node.getAttribute('style') ?? ''
}

function lookOf(node, look) {
  const style = styleOf(node)
  const weight = /(?<![\w-])font-weight:\s*(\w+)/i.exec(style)?.[1]
  const slant = /(?<![\w-])font-style:\s*(\w+)/i.exec(style)?.[1]
  const inner = { ...look }
  if (node.tagName === 'B' || node.tagName === 'STRONG') inner.bold = true
  if (node.tagName === 'I' || node.tagName === 'EM' || node.tagName === 'CITE') inner.italic = true
  if (weight) inner.bold = weight === 'bold' || weight === 'bolder' || Number(weight) >= 600
  if (slant) inner.italic = slant === 'italic' || slant === 'oblique'
  if (node.tagName === 'A' && address.test(node.getAttribute('href') ?? '')) inner.href = node.getAttribute('href')
  return inner
}

/** One space of white space in a row, none at the ends. */
function trimmed(words) {
  const list = []
  for (const one of words) {
    const last = list.at(-1)
    if (one.type === 'hardBreak') {
      if (last?.type === 'text') last.text = last.text.trimEnd()
      if (last?.text === '') list.pop()
      list.push(one)
      continue
    }
    const open = !last || last.type === 'hardBreak' || /\s$/u.test(last.text)
    const text = open ? one.text.trimStart() : one.text
    if (text === '') continue
    if (last?.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(one.marks)) last.text += text
    else list.push({ ...one, text })
  }
  while (list.length > 0) {
    const last = list.at(-1)
    if (last.type === 'text' && (last.text = last.text.trimEnd()) !== '') break
    list.pop()
  }
  while (list[0]?.type === 'hardBreak') list.shift()
  return list
}

function inlineOf(node, look) {
  const gather = new Gatherer()
  gather.children(node, look)
  return gather.done().flatMap((block, i) => [...(i > 0 ? [{ type: 'text', text: ' ', marks: [] }] : []), ...wordsOf(block)])
}

function wordsOf(block) {
  if (block.type === 'text' || block.type === 'hardBreak') return [block]
  return (block.content ?? []).flatMap((one, i) => [...(i > 0 && one.content ? [{ type: 'text', text: ' ', marks: [] }] : []), ...wordsOf(one)])
}

/** A list of a page. What an item holds beside its words and a list within it follows as its words. */
function listOf(node) {
  const items = []
  for (const child of node.children) {
    if (child.tagName === 'LI') items.push(itemOf(child))
    else if (items.length > 0) addBelow(items.at(-1), listOf(child)) // Word and Docs put a list within beside its item
  }
  const kept = items.filter((one) => one.content.length > 0)
  if (kept.length === 0) return null
  if (node.tagName !== 'OL') return { type: 'bulletList', attrs: { marker: '-' }, content: kept }
  const kind = node.getAttribute('type') ?? /list-style-type:\s*([\w-]+)/.exec(styleOf(node))?.[1] ?? ''
  const start = Number.parseInt(node.getAttribute('start') ?? '1', 10) || 1
  return /^[aAiI]$|alpha|roman|latin/.test(kind) ? lettered(kept, kind, start) : { type: 'orderedList', attrs: { start, delimiter: '.' }, content: kept }
}

function itemOf(li) {
  const gather = new Gatherer()
  gather.children(li, lookOf(li, {}))
  const item = { type: 'listItem', content: [] }
  const words = []
  for (const block of gather.done()) {
    if (/List$/.test(block.type)) addBelow(item, block)
    else words.push(...(words.length > 0 ? [{ type: 'hardBreak' }] : []), ...wordsOf(block))
  }
  const content = trimmed(words)
  if (content.length > 0 || item.content.length > 0) item.content.unshift({ type: 'paragraph', content })
  return item
}

function addBelow(item, list) {
  if (!list || Array.isArray(list)) {
    if (list) item.content.push(...list.map((l) => ({ type: 'bulletList', attrs: { marker: '-' }, content: [{ type: 'listItem', content: [l] }] })))
    return
  }
  const below = item.content.find((one) => one.type === list.type)
  if (below) below.content.push(...list.content)
  else item.content.push(list)
}

/** Items with letters or Roman numbers, which the markup writes as lines with their labels. */
function lettered(items, kind, start) {
  return items.map((one, i) => labelled(labelOf(kind, start + i), wordsOf(one)))
}

function labelled(sign, words) {
  return { type: 'paragraph', attrs: { label: true }, content: [{ type: 'text', text: `${sign} `, marks: [] }, ...words] }
}

function labelOf(kind, n) {
  if (/roman|^[iI]$/.test(kind)) return `(${roman(n)})`
  return `(${n > 26 ? n : String.fromCharCode(96 + n)})`
}

function roman(n) {
  const signs = [[100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i']]
  let text = ''
  for (const [value, sign] of signs) {
    for (; n >= value; n -= value) text += sign
  }
  return text
}

/** How deep a paragraph of Word stands in one of its lists; 0 for none. Word has no lists, only paragraphs with a marker. */
function wordLevel(node) {
  if (node.tagName !== 'P' && node.tagName !== 'DIV') return 0
  const m = /mso-list:\s*\w+\s+level(\d)/i.exec(styleOf(node))
  return m && markerOf(node) !== '' ? Number(m[1]) : 0
}

function markerOf(node) {
  const ignored = [...node.querySelectorAll('span')].find((s) => /mso-list:\s*ignore/i.test(styleOf(s)))
  return (ignored?.textContent ?? '').replace(/[\s\u00a0]+/gu, '')
}

/** A paragraph of Word that is an item, to be joined with those around it. */
function wordItem(node) {
  return { type: 'wordItem', level: wordLevel(node), marker: markerOf(node), content: inlineOf(node, lookOf(node, {})) }
}

/** Makes lists of Word's items, and one paragraph of lines that have labels of their own. */
function joined(list) {
  const out = []
  for (let i = 0; i < list.length; i++) {
    if (list[i].type === 'wordItem') {
      const from = i
      while (list[i + 1]?.type === 'wordItem') i++
      out.push(...wordLists(list.slice(from, i + 1)))
    } else out.push(list[i])
  }
  return joinLabels(out)
}

function wordLists(items) {
  const out = []
  for (const one of items) {
    const number = /^(\d+)([.)])$/.exec(one.marker)
    if (!bulletSigns.test(one.marker) && !number) {
      out.push(labelled(label.test(one.marker) ? one.marker : '-', one.content))
      continue
    }
    const type = number ? 'orderedList' : 'bulletList'
    const attrs = number ? { start: Number(number[1]), delimiter: number[2] } : { marker: '-' }
    const item = { type: 'listItem', content: [{ type: 'paragraph', content: one.content }] }
    let into = out
    for (let depth = 1; depth < one.level && /List$/.test(into.at(-1)?.type ?? ''); depth++) into = into.at(-1).content.at(-1).content
    if (into.at(-1)?.type === type) into.at(-1).content.push(item)
    else into.push({ type, attrs, content: [item] })
  }
  return out
}

function joinLabels(list) {
  const out = []
  for (const block of list) {
    const last = out.at(-1)
    if (block.attrs?.label && last?.attrs?.label) last.content.push({ type: 'hardBreak' }, ...block.content)
    else out.push(block)
  }
  return out.map((block) => (block.attrs?.label ? { type: 'paragraph', content: block.content } : block))
}

/** A table, with a cell that reaches over several filled up by empty ones. One that only lays a page out is its words. */
function tableOf(table) {
  const rows = [...table.rows]
  if (rows.every((r) => r.cells.length < 2)) {
    const gather = new Gatherer()
    for (const row of rows) for (const cell of row.cells) gather.block(cellBlocks(cell))
    return gather.done()
  }
  const grid = []
  for (const [i, row] of rows.entries()) {
    grid[i] ??= []
    for (const cell of row.cells) {
      let at = 0
      while (grid[i][at]) at++
      for (let down = 0; down < Math.min(cell.rowSpan, rows.length - i); down++) {
        grid[i + down] ??= []
        for (let over = 0; over < Math.min(cell.colSpan, 50); over++) grid[i + down][at + over] = down + over === 0 ? inlineOf(cell, {}).filter((one) => one.type === 'text') : []
      }
    }
  }
  const columns = Math.max(...grid.map((r) => r.length))
  const content = grid.map((row, i) => ({
    type: 'tableRow',
    content: Array.from({ length: columns }, (_, j) => ({ type: i === 0 ? 'tableHeader' : 'tableCell', content: [{ type: 'paragraph', content: row[j] ?? [] }] })),
  }))
  return { type: 'table', content }
}

function cellBlocks(cell) {
  const gather = new Gatherer()
  gather.children(cell, {})
  return gather.done()
}
