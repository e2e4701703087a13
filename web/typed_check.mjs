// Reads texts from standard input, a JSON list, and writes for each what the editor would write again, its blocks' words
// with how they look, and what stays as it was typed. The tests of internal/paper/markup hold this against the reader of
// the server.

import { readFileSync } from 'node:fs'

import { read, write } from './scripts/typed.js'

function words(node, list = []) {
  for (const one of node.content ?? []) {
    const marks = (one.marks ?? []).map((m) => m.type)
    if (one.text !== undefined) list.push({ text: one.text, bold: marks.includes('bold'), italic: marks.includes('italic'), link: one.marks?.find((m) => m.type === 'link')?.attrs.href ?? '' })
    else if (one.type === 'hardBreak') list.push({ text: '\n' })
    else words(one, list).push({ text: '\n' })
  }
  return list
}

const texts = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(texts.map((text) => {
  const { doc, tail } = read(text)
  const blocks = doc.content.map((one) => (one.type === 'verbatim' ? { typed: words(one)[0].text } : { kind: one.type, level: one.attrs?.level ?? 0, words: words(one) }))
  return { text: write(doc, tail), blocks }
})))
