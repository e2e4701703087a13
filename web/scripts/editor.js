// The editor of minutes: Tiptap over the text that a form's text area holds. The text area stays the form's field, and
// what it holds the truth: the editor begins with it, and writes into it what is typed. See typed.js for how.
//
// Tab leaves the editor, from everywhere in it. Every command has a button with a name, and a key.

import { Editor, Extension, InputRule, Mark, Node, mergeAttributes } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Heading } from '@tiptap/extension-heading'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { Text } from '@tiptap/extension-text'
import { Gapcursor, UndoRedo } from '@tiptap/extensions'
import { DOMSerializer, Fragment, Slice } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

import { fitting, offering } from './offering.js'
import { pasted } from './pasted.js'
import { places, read, write } from './typed.js'
import { toolbar } from './toolbar.js'

const gap = { gap: { default: null, rendered: false, keepOnSplit: false } }

/** A block that knows what stood before it in the text. */
const spaced = (extension, more = {}) => extension.extend({ addAttributes() { return { ...this.parent?.(), ...gap, ...more } } })

const kept = (value) => ({ default: value, rendered: false, keepOnSplit: false })

const ContentHeading = spaced(Heading).extend({
  // Below the page's own heading.
  renderHTML({ node, HTMLAttributes }) {
    return [`h${Math.min(node.attrs.level + 1, 6)}`, mergeAttributes(HTMLAttributes, { class: 'moot-editor__heading' }), 0]
  },
})

const Items = spaced(OrderedList, { delimiter: kept('.') })
const Bullets = spaced(BulletList, { marker: kept('-') })

// Tab would go further in; it leaves the editor here.
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      'Mod-]': () => this.editor.commands.sinkListItem(this.name),
      'Mod-[': () => this.editor.commands.liftListItem(this.name),
    }
  },
})

const Grid = spaced(Table, { source: kept(null) }).extend({
  renderHTML: () => ['table', { class: 'moot-editor__table' }, ['tbody', 0]],
  addKeyboardShortcuts: () => ({}),
})

const Cell = TableCell.extend({ content: 'paragraph', addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null, rendered: false } }) })
const HeadCell = TableHeader.extend({ content: 'paragraph', addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null, rendered: false } }) })

/** What the editor cannot hold in any other way, as it was typed. */
const Verbatim = Node.create({
  name: 'verbatim',
  group: 'block',
  content: 'text*',
  marks: '',
  code: true,
  defining: true,
  addAttributes: () => gap,
  parseHTML: () => [{ tag: 'pre', preserveWhitespace: 'full' }],
  renderHTML: () => ['pre', { class: 'moot-editor__verbatim' }, 0],
  addKeyboardShortcuts() {
    const within = (act) => () => this.editor.isActive(this.name) && act()
    return { Enter: within(() => this.editor.commands.insertContent('\n')), 'Mod-Enter': within(() => this.editor.commands.exitCode()) }
  },
})

const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: 'a[href^="http:"], a[href^="https:"], a[href^="mailto:"]' }],
  renderHTML: ({ HTMLAttributes }) => ['a', mergeAttributes(HTMLAttributes, { tabindex: '-1' }), 0],
  addInputRules() {
    const type = this.type
    return [new InputRule({
      find: /\[([^[\]\n*_!]+)\]\(((?:https?:\/\/|mailto:)[^\s()<>*_\\[\]]+)\)$/,
      handler: ({ state, range, match }) => {
        state.tr.replaceWith(range.from, range.to, state.schema.text(match[1], [type.create({ href: match[2] })])).removeStoredMark(type)
      },
    })]
  },
})

const label = /(?:^|\n)(\(?)([0-9]{1,3}|[a-z])(\)|\.) ([^\n]*)$/

/** In lines that have labels, such as limbs, Enter goes on with the next; in an empty one it ends them. */
const Limbs = Extension.create({
  name: 'limbs',
  priority: 200, // before the editor’s own Enter
  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const { $from, empty } = this.editor.state.selection
        if (!empty || $from.parent.type.name !== 'paragraph' || $from.depth > 1) return false
        const m = label.exec($from.parent.textBetween(0, $from.parentOffset, undefined, '\n'))
        if (!m || (m[1] === '') === (m[3] === ')' && m[1] === '(')) return false
        if (m[4].trim() === '') {
          return this.editor.chain().deleteRange({ from: $from.pos - m[0].length, to: $from.pos }).splitBlock().run()
        }
        const next = /\d/.test(m[2]) ? String(Number(m[2]) + 1) : String.fromCharCode(m[2].charCodeAt(0) + 1)
        return this.editor.chain().setHardBreak().insertContent(`${m[1]}${next}${m[3]} `).run()
      },
    }
  },
})

const marksKey = new PluginKey('said')

/** Shows where the points, answers and limbs stand that were read. */
const Said = Extension.create({
  name: 'said',
  addProseMirrorPlugins: () => [new Plugin({
    key: marksKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => tr.getMeta(marksKey) ?? set.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => marksKey.getState(state) },
  })],
})

function extensions(menu) {
  return [Document, spaced(Paragraph), Text, Bold, Italic, ContentHeading.configure({ levels: [1, 2, 3, 4, 5, 6] }), Bullets, Items, Item, HardBreak, Link, Grid.configure({ resizable: false }), TableRow, HeadCell, Cell,
    Verbatim, Gapcursor, UndoRedo, Limbs, Said, menu]
}

/** Pasted HTML as that of the editor's own blocks. What was copied in the editor itself stays as it is. */
function cleaned(html, schema) {
  if (html.includes('data-pm-slice')) return html
  const doc = schema.nodeFromJSON({ type: 'doc', content: pasted(html).map(valid) })
  const holder = document.createElement('div')
  holder.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content))
  return holder.innerHTML
}

/** A block without what a schema does not have: empty words. */
function valid(block) {
  if (block.content === undefined) return block
  return { ...block, content: block.content.filter((one) => one.type !== 'text' || one.text !== '').map(valid) }
}

function slice(text, schema) {
  const doc = schema.nodeFromJSON(read(text.replace(/\r\n?/g, '\n')).doc)
  const open = (node) => (node?.type.name === 'paragraph' ? 1 : 0)
  return new Slice(Fragment.from(doc.content), open(doc.firstChild), open(doc.lastChild))
}

/** Puts an editor in the place of a text area. */
export function edit(field, { words, phrases, names }) {
  const place = document.createElement('div')
  place.className = 'moot-editor'
  const page = document.createElement('div')
  page.id = `${field.id}-editor`
  page.className = 'moot-editor__page'
  const hint = document.createElement('p')
  hint.id = `${field.id}-keys`
  hint.className = 'govuk-hint moot-editor__keys'
  hint.textContent = words.keys
  field.before(place)
  place.append(hint, page)
  let tail = ''
  let writing = false
  let offers = null
  const start = read(field.value)
  tail = start.tail
  const menu = Extension.create({
    name: 'menu',
    addKeyboardShortcuts: () => ({
      'Ctrl-Space': () => offer(editor, offers, [...names, ...phrases], /\S+(?:[ \u00a0]+\S+){0,2}$/u),
      'Mod-/': () => offer(editor, offers, phrases),
      'Alt-F10': () => bar.focus(),
    }),
  })
  const editor = new Editor({
    element: page,
    injectCSS: false,
    extensions: extensions(menu),
    content: start.doc,
    editorProps: {
      attributes: attributesOf(field),
      transformPastedHTML: (html) => cleaned(html, editor.schema),
      clipboardTextParser: (text) => slice(text, editor.schema),
      clipboardTextSerializer: (copied) => write({ content: copied.content.toJSON() ?? [] }),
      handleKeyDown: (_, event) => offers?.press(event) ?? false,
      handleTextInput: (view, from, _to, text) => begin(view, from, text),
    },
    onUpdate: ({ transaction }) => {
      if (!transaction.docChanged || writing) return
      field.value = write(editor.getJSON(), tail)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    },
  })
  offers = offering(editor.view.dom, words)
  const bar = toolbar(editor, words, { phrase: () => offer(editor, offers, phrases), name: () => offer(editor, offers, names), plain })
  place.prepend(bar.element)
  place.addEventListener('keydown', bar.press)
  hideField(field, editor)

  /** A "/" where a word may begin offers phrases, a "@" names. */
  function begin(view, from, text) {
    const before = view.state.doc.textBetween(Math.max(0, from - 1), from, '\n', '\n')
    if (!['/', '@'].includes(text) || (before !== '' && !/\s/u.test(before)) || editor.isActive('verbatim')) return false
    setTimeout(() => offer(editor, offers, text === '/' ? phrases : names, /[/@]\S*$/u))
    return false
  }

  function plain() {
    const on = field.hidden
    field.hidden = !on
    page.hidden = on
    if (on) field.focus()
    else {
      refresh()
      editor.commands.focus()
    }
    bar.plain(on)
  }

  /** Takes over what the text area says now, leaving the cursor where nothing changed. */
  function refresh() {
    const next = read(field.value)
    tail = next.tail
    const now = editor.state.doc
    const doc = editor.schema.nodeFromJSON(next.doc)
    const from = now.content.findDiffStart(doc.content)
    if (from === null) return
    let { a, b } = now.content.findDiffEnd(doc.content)
    const overlap = from - Math.min(a, b)
    if (overlap > 0) {
      a += overlap
      b += overlap
    }
    writing = true
    editor.view.dispatch(editor.state.tr.replace(from, a, doc.slice(from, b)))
    writing = false
  }

  /** Marks what was read in the text: [{ from, to, kind }], in the places of that text. */
  function mark(marks) {
    const nodes = []
    editor.state.doc.descendants((node, pos) => {
      if (node.isText) nodes.push({ text: node.text, pos })
    })
    const found = places(nodes, field.value)
    const list = marks.flatMap((m) => found.filter((p) => p.at < m.to && p.at + p.length > m.from).map((p) => {
      const from = p.pos + Math.max(0, m.from - p.at)
      const to = p.pos + Math.min(p.length, m.to - p.at)
      return Decoration.inline(from, to, { class: `moot-said moot-said--${m.kind}` })
    }))
    editor.view.dispatch(editor.state.tr.setMeta(marksKey, DecorationSet.create(editor.state.doc, list)).setMeta('addToHistory', false))
  }

  return { editor, mark, refresh, put: (text) => (field.hidden ? putWords(editor, text) : putText(field, text)) }
}

function attributesOf(field) {
  const described = [field.getAttribute('aria-describedby'), `${field.id}-keys`].filter(Boolean).join(' ')
  const name = field.labels[0]
  if (name && !name.id) name.id = `${field.id}-label`
  return {
    id: `${field.id}-page`, class: 'moot-editor__text', role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': name?.id ?? '', 'aria-describedby': described,
    'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', lang: field.lang || document.documentElement.lang, spellcheck: 'true',
  }
}

/** The text area goes out of sight; what leads to it leads to the editor. */
function hideField(field, editor) {
  field.hidden = true
  field.labels[0]?.addEventListener('click', () => field.hidden && editor.commands.focus())
  field.addEventListener('focus', () => field.hidden && editor.commands.focus())
  for (const link of document.querySelectorAll(`a[href="#${field.id}"]`)) {
    link.addEventListener('click', (event) => {
      if (!field.hidden) return
      event.preventDefault()
      editor.commands.focus()
      editor.view.dom.scrollIntoView()
    })
  }
}

/** Offers what fits the words before the cursor, the longest that anything fits, or all; one that is alone in fitting is put in at once. */
function offer(editor, offers, texts, pattern = /[/@]\S*$/u) {
  const { $from } = editor.state.selection
  const before = $from.parent.textBetween(0, $from.parentOffset, '\n', '\n')
  let typed = pattern.exec(before)?.[0] ?? ''
  let fit = fitting(texts, typed.replace(/^[/@]/, ''))
  while (fit.length === 0 && /\s/u.test(typed)) {
    typed = typed.replace(/^\S+\s+/u, '')
    fit = fitting(texts, typed)
  }
  const put = (text) => {
    const { to } = editor.state.selection
    putWords(editor, text, { from: to - typed.length, to })
  }
  offers.open(fit, editor.view.coordsAtPos(editor.state.selection.from), put)
  return true
}

function putWords(editor, text, range = editor.state.selection) {
  const lines = text.split('\n').flatMap((line, i) => [...(i > 0 ? [{ type: 'hardBreak' }] : []), ...(line === '' ? [] : [{ type: 'text', text: line }])])
  editor.chain().focus().insertContentAt({ from: range.from, to: range.to }, lines).run()
}

/** Puts text where the cursor of a text area is. */
export function putText(field, text, from = field.selectionStart) {
  field.setRangeText(text, from, field.selectionEnd, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.focus()
}
