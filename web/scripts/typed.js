// Prose as it is typed, in the language of the Go package paper/markup, and the same as an editor holds it: a document
// of paragraphs, headings, lists and tables.
//
// The text is the truth. What is read and written again is the same text to the last space, and what this reading
// does not understand for certain stays in the document as it was typed, in a block of its own.

const blank = /^[ \t]*$/
const head = /^(#{1,6}) (\S.*)$/
const looseHead = /^ {0,3}#{1,6}([ \t]|$)/
const item = /^( {0,3})([-*+]|\d{1,9}[.)]) (\S.*)$/
const looseItem = /^ {0,3}([-*+]|\d{1,9}[.)])([ \t]|$)/
const rule = /^[\s|:-]*-[\s|:-]*$/
const address = /^(https?:\/\/|mailto:)[^\s()<>*_\\[\]]+$/
const token = /\[([^[\]\n]+)\]\(([^\s()<>]+)\)|\*+|\n/g
const space = /\s/u
const sign = /[\p{P}\p{S}]/u

/** What stands between two blocks where nobody said otherwise. */
const apart = '\n\n'

/** The document of a text. Each block knows what stands before it; what stands after the last is the tail. */
export function read(text) {
  const lines = text.split('\n')
  const content = []
  let gap = ''
  let from = 0
  let first = true
  for (let i = 0; i < lines.length; ) {
    if (blank.test(lines[i])) {
      gap += (from++ > 0 ? '\n' : '') + lines[i++]
      continue
    }
    const to = endOf(lines, i)
    if (i > 0) gap += '\n'
    const within = /List$|verbatim/.test(content.at(-1)?.type ?? '') && /^[ \t]/.test(lines[i])
    const block = readBlock(lines.slice(i, to), within)
    block.attrs = { ...block.attrs, gap: gap === (first ? '' : apart) ? null : gap }
    content.push(block)
    first = false
    gap = ''
    from = to
    i = to
  }
  if (content.length === 0) content.push({ type: 'paragraph', attrs: { gap: null } })
  return { doc: { type: 'doc', content }, tail: gap }
}

/** Where the block that begins at a line ends. */
function endOf(lines, i) {
  const row = isRow(lines[i])
  const list = looseItem.test(lines[i])
  let to = i + 1
  if (looseHead.test(lines[i])) return to
  for (; to < lines.length; to++) {
    const line = lines[to]
    if (blank.test(line) || isRow(line) !== row) break
    if (row) continue
    if (looseHead.test(line)) break
    if (list ? otherList(lines[i], line) : interrupts(line)) break
  }
  return to
}

/** A line with tabs between its words, as a spreadsheet leaves it, or one that begins with a bar. */
function isRow(line) {
  const trimmed = line.trim()
  return trimmed.includes('\t') || trimmed.startsWith('|')
}

/** Whether a line begins a list in the middle of a paragraph. */
function interrupts(line) {
  return /^ {0,3}([-*+]|1[.)])[ \t]+\S/.test(line)
}

/** Whether a line begins a list of another sort than the one that a line above it began. */
function otherList(above, line) {
  const a = item.exec(above)
  const b = item.exec(line)
  return Boolean(a && b) && a[1] === b[1] && sortOf(a[2]) !== sortOf(b[2]) && interrupts(line)
}

function sortOf(marker) {
  return marker.at(-1)
}

/** The block of some lines; the lines themselves where writing it does not give them again, or they go on with a list above. */
function readBlock(lines, within) {
  const source = lines.join('\n')
  const block = within ? null : understood(lines)
  if (block?.type === 'table') return { ...block, attrs: { source } }
  return block && plainBlock(block) === source ? block : { type: 'verbatim', content: [{ type: 'text', text: source }] }
}

function understood(lines) {
  const m = lines.length === 1 && head.exec(lines[0])
  if (isRow(lines[0])) return readTable(lines)
  if (looseHead.test(lines[0])) {
    const content = m && !/#\s*$/.test(m[2]) && inline(m[2])
    return content ? { type: 'heading', attrs: { level: m[1].length }, content } : null
  }
  return looseItem.test(lines[0]) ? readList(lines) : readParagraph(lines)
}

function readParagraph(lines) {
  if (/^( {4}|\t| *\t)/.test(lines[0]) || lines.some((l) => looseHead.test(l)) || looseItem.test(lines[0]) || lines.slice(1).some(interrupts)) return null
  const content = inline(lines.join('\n'))
  return content && { type: 'paragraph', content }
}

/** A list whose items are of one sort, each with further lines and a list within it. */
function readList(lines) {
  const first = item.exec(lines[0])
  if (!first || first[1] !== '') return null
  const ordered = /\d/.test(first[2])
  const items = []
  const start = ordered ? Number.parseInt(first[2], 10) : null
  for (let i = 0; i < lines.length; ) {
    const m = item.exec(lines[i])
    if (!m || m[1] !== '' || sortOf(m[2]) !== sortOf(first[2]) || (ordered && m[2].slice(0, -1) !== String(start + items.length))) return null
    const pad = ' '.repeat(m[2].length + 1)
    let to = i + 1
    while (to < lines.length && lines[to].startsWith(pad)) to++
    const one = readItem([m[3], ...lines.slice(i + 1, to).map((l) => l.slice(pad.length))])
    if (!one) return null
    items.push(one)
    i = to
  }
  return ordered
    ? { type: 'orderedList', attrs: { start, delimiter: sortOf(first[2]) }, content: items }
    : { type: 'bulletList', attrs: { marker: first[2] }, content: items }
}

function readItem(lines) {
  let to = 1
  while (to < lines.length && !item.test(lines[to])) to++
  const paragraph = readParagraph(lines.slice(0, to))
  const within = to < lines.length ? interrupts(lines[to]) && readList(lines.slice(to)) : undefined
  if (!paragraph || within === null || within === false) return null
  return { type: 'listItem', content: within ? [paragraph, within] : [paragraph] }
}

/** A table whose first row is its heading; null where its cells hold what an editor's cells cannot. */
function readTable(lines) {
  const rows = lines.map(cellsOf)
  const columns = Math.max(...rows.map((r) => r.length))
  const content = []
  for (const [i, cells] of rows.entries()) {
    if (i > 0 && rule.test(cells.join('|'))) continue
    const row = { type: 'tableRow', content: [] }
    for (let j = 0; j < columns; j++) {
      const text = (cells[j] ?? '').trim()
      const paragraph = text === '' ? { type: 'paragraph' } : readParagraph([text])
      if (!paragraph) return null
      row.content.push({ type: i === 0 ? 'tableHeader' : 'tableCell', content: [paragraph] })
    }
    content.push(row)
  }
  return { type: 'table', content }
}

function cellsOf(line) {
  const trimmed = line.trim()
  if (trimmed.includes('\t')) return line.split('\t')
  return trimmed.slice(1).replace(/\|$/, '').split('|')
}

/** The words of a text with their looks; null where something in it could be read in two ways. */
function inline(text) {
  if (doubtful(text)) return null
  const tokens = tokensOf(text)
  if (!tokens || !pairStars(tokens)) return null
  const list = []
  for (const t of tokens) {
    if (t.gone) continue
    const marks = [...(t.bold ? [{ type: 'bold' }] : []), ...(t.italic ? [{ type: 'italic' }] : []), ...(t.href ? [{ type: 'link', attrs: { href: t.href } }] : [])]
    const node = t.text === '\n' ? { type: 'hardBreak' } : { type: 'text', text: t.text }
    const last = list.at(-1)
    if (node.type === 'text' && last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) last.text += node.text
    else list.push(marks.length > 0 ? { ...node, marks } : node)
  }
  return list
}

/** Signs that the markup reads and this reading does not. */
function doubtful(text) {
  const under = text.match(/(^|[^\p{L}\p{N}_])_|_([^\p{L}\p{N}_]|$)/gu)
  return /[\\\t]/.test(text) || /<[^\s<>]*[:@]/.test(text) || under?.length > 1
}

function tokensOf(text) {
  const tokens = []
  let at = 0
  const plain = (to) => {
    const words = text.slice(at, to)
    if (words.includes('](')) return false
    if (words !== '') tokens.push({ text: words })
    return true
  }
  for (const m of text.matchAll(token)) {
    if (!plain(m.index)) return null
    at = m.index + m[0].length
    if (m[1] === undefined) {
      tokens.push({ text: m[0], stars: m[0][0] === '*', before: text[m.index - 1] ?? ' ', after: text[at] ?? ' ' })
      continue
    }
    if (!address.test(m[2]) || /[*_!]/.test(m[1]) || text[m.index - 1] === '!') return null
    tokens.push({ text: m[1], href: m[2] })
  }
  return plain(text.length) ? tokens : null
}

/** Finds which stars belong together. False where some are left of which it is not certain that they are only stars. */
function pairStars(tokens) {
  let open = -1
  let left = 0
  let runs = 0
  for (const [i, t] of tokens.entries()) {
    if (!t.stars) continue
    const opens = !space.test(t.after) && (!sign.test(t.after) || space.test(t.before) || sign.test(t.before))
    const closes = !space.test(t.before) && (!sign.test(t.before) || space.test(t.after) || sign.test(t.after))
    if (!opens && !closes) continue
    runs++
    if (open >= 0 && closes && t.text.length === tokens[open].text.length && i > open + 1) {
      for (const one of tokens.slice(open + 1, i)) {
        one.bold = t.text.length > 1
        one.italic = t.text.length !== 2
      }
      tokens[open].gone = true
      t.gone = true
      open = -1
    } else if (open < 0 && opens && t.text.length <= 3) {
      open = i
    } else {
      left++
    }
  }
  if (open >= 0) left++
  return left === 0 || runs === 1
}

/** The text of a document. */
export function write(doc, tail = '') {
  let text = ''
  let before = null
  for (const node of doc.content ?? []) {
    const block = writeBlock(node)
    if (block.trim() === '') continue
    text += (before ? between(before, node) : (node.attrs?.gap?.match(/^\s*$/) && node.attrs.gap) || '') + block
    before = node
  }
  return text === '' ? '' : text + tail
}

/** What stands between two blocks: what stood there, unless it would make one of them. */
function between(before, node) {
  const gap = node.attrs?.gap
  if (gap == null || gap === '' || !gap.includes('\n')) return apart
  if (gap.indexOf('\n') !== gap.lastIndexOf('\n')) return gap
  const kinds = [before.type, node.type]
  const begins = (node.type === 'bulletList' || (node.type === 'orderedList' && node.attrs.start === 1)) && before.type !== node.type
  const stays = kinds.includes('heading') || kinds.includes('verbatim') || begins || (before.type === 'table') !== (node.type === 'table')
  return stays ? gap : apart
}

/** The text of a block: plain where that is read as the same block again, else with what would be read as markup escaped. */
function writeBlock(node) {
  if (node.type === 'verbatim') return words(node)
  if (node.type === 'table') return tableText(node)
  if (node.type !== 'paragraph') return sound(node) ? plainBlock(node) : plainBlock(node, escaped)
  return paragraphs(node)
    .map((p) => (sound(p) ? plainBlock(p) : plainBlock(p, escaped)))
    .join(apart)
}

/** A paragraph; several where an empty line was typed in it. */
function paragraphs(node) {
  const list = [[]]
  const content = node.content ?? []
  for (const [i, one] of content.entries()) {
    if (one.type === 'hardBreak' && (content[i - 1]?.type === 'hardBreak' || content[i + 1]?.type === 'hardBreak')) list.push([])
    else list.at(-1).push(one)
  }
  return list.filter((l) => l.length > 0).map((l) => ({ type: 'paragraph', content: l }))
}

function sound(node) {
  const text = plainBlock(node)
  const lines = text.split('\n')
  if (text.trim() === '') return true
  if (lines.some((l) => blank.test(l)) || endOf(lines, 0) !== lines.length) return false
  const again = understood(lines)
  return again?.type === node.type && words(again) === words(node) && plainBlock(again) === text
}

function words(node) {
  if (node.type === 'hardBreak') return '\n'
  return node.text ?? (node.content ?? []).map(words).join('')
}

function escaped(text) {
  return text.replace(/[\\*_[<|]/g, '\\$&').replace(/^( *)([#+-])/gm, '$1\\$2').replace(/^( *\d+)([.)])/gm, '$1\\$2').replace(/\t/g, ' ')
}

const asIs = (text) => text

function plainBlock(node, way = asIs) {
  switch (node.type) {
    case 'heading':
      return `${'#'.repeat(node.attrs.level)} ${inlineText(node, way).replace(/\n/g, ' ')}`
    case 'bulletList':
    case 'orderedList':
      return node.content.map((one, i) => itemText(one, markerOf(node, i), way)).join('\n')
    default:
      return way === asIs ? inlineText(node, way) : inlineText(node, way).replace(/^\s+/, '')
  }
}

function markerOf(list, i) {
  return list.type === 'bulletList' ? (list.attrs?.marker ?? '-') : `${(list.attrs?.start ?? 1) + i}${list.attrs?.delimiter ?? '.'}`
}

/** An item with its marker; what it holds stands as far in as its first word. */
function itemText(node, marker, way) {
  const within = (node.content ?? []).map((one) => plainBlock(one, way)).filter((t) => t !== '')
  const pad = ' '.repeat(marker.length + 1)
  return `${marker} ${within.join('\n').replace(/\n(?=[^\n])/g, `\n${pad}`)}`
}

/** The words of a block, with stars around those that are bold or italic, and links. */
function inlineText(node, way) {
  let text = ''
  let run = ''
  let stars = 0
  const end = () => {
    const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/su.exec(run)
    text += inner === '' ? run : before + '*'.repeat(stars) + inner + '*'.repeat(stars) + after
    run = ''
  }
  for (const one of node.content ?? []) {
    const marks = (one.marks ?? []).map((m) => m.type)
    const now = (marks.includes('bold') ? 2 : 0) + (marks.includes('italic') ? 1 : 0)
    const link = (one.marks ?? []).find((m) => m.type === 'link')
    if (now !== stars && one.type !== 'hardBreak') end()
    if (one.type !== 'hardBreak') stars = now
    const said = one.type === 'hardBreak' ? '\n' : way(one.text ?? '')
    run += link && address.test(link.attrs.href) && said.trim() !== '' ? `[${said}](${link.attrs.href})` : said
  }
  end()
  return text
}

/** A table's text: as it was typed where it says the same. */
function tableText(node) {
  const canonical = rowsText(node)
  const source = node.attrs?.source
  const was = source && readTable(source.split('\n'))
  return was && rowsText(was) === canonical ? source : canonical
}

function rowsText(node) {
  const rows = node.content.map((row) => row.content.map((cell) => cellText(cell)))
  const bars = rows.length > 0 && (rows[0].length === 1 || !rows.flat().some((t) => t.includes('|')))
  return rows.map((r) => (bars ? `| ${r.map((t) => t.replaceAll('|', '/')).join(' | ')} |` : r.join('\t'))).join('\n')
}

function cellText(cell) {
  return (cell.content ?? []).map((one) => (sound(one) ? plainBlock(one) : plainBlock(one, escaped)).replace(/\s*\n\s*/g, ' ').trim()).filter(Boolean).join(' ')
}

/** Where the words of a document stand in its text: [{ at, length, path }], in order; path leads to the text node. */
export function places(nodes, text) {
  const list = []
  let from = 0
  for (const one of nodes) {
    const at = text.indexOf(one.text, from)
    if (at < 0) continue
    list.push({ at, length: one.text.length, pos: one.pos })
    from = at + one.text.length
  }
  return list
}
