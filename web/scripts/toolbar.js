// The buttons of the editor: a toolbar of which one button is in the tab order, and the arrow keys go to the others.

/** What each button does, in their order: its name among the words, its key, and when it is pressed in. */
function commands(editor, own) {
  const chain = () => editor.chain().focus()
  const table = () => editor.isActive('table')
  return [
    { name: 'bold', key: 'Control+B', run: () => chain().toggleBold().run(), on: () => editor.isActive('bold') },
    { name: 'italic', key: 'Control+I', run: () => chain().toggleItalic().run(), on: () => editor.isActive('italic') },
    { name: 'heading', key: 'Control+Alt+1', run: () => chain().toggleHeading({ level: 1 }).run(), on: () => editor.isActive('heading') },
    { name: 'bullets', key: 'Control+Shift+8', run: () => chain().toggleBulletList().run(), on: () => editor.isActive('bulletList') },
    { name: 'numbers', key: 'Control+Shift+7', run: () => chain().toggleOrderedList().run(), on: () => editor.isActive('orderedList') },
    { name: 'table', key: 'Control+Alt+T', bind: 'Mod-Alt-t', run: () => chain().insertTable({ rows: 2, cols: 2, withHeaderRow: true }).run() },
    { name: 'row', key: 'Control+Alt+ArrowDown', bind: 'Mod-Alt-ArrowDown', when: table, run: () => chain().addRowAfter().run() },
    { name: 'column', key: 'Control+Alt+ArrowRight', bind: 'Mod-Alt-ArrowRight', when: table, run: () => chain().addColumnAfter().run() },
    { name: 'unrow', key: 'Control+Alt+ArrowUp', bind: 'Mod-Alt-ArrowUp', when: table, run: () => chain().deleteRow().run() },
    { name: 'uncolumn', key: 'Control+Alt+ArrowLeft', bind: 'Mod-Alt-ArrowLeft', when: table, run: () => chain().deleteColumn().run() },
    { name: 'resolution', key: 'Control+Alt+R', bind: 'Mod-Alt-r', run: () => resolution(editor) },
    { name: 'phrase', key: 'Control+/', run: own.phrase },
    { name: 'name', key: 'Control+Space', run: own.name },
    { name: 'undo', key: 'Control+Z', run: () => chain().undo().run() },
    { name: 'redo', key: 'Control+Y', run: () => chain().redo().run() },
    { name: 'plain', key: 'Control+Alt+P', bind: 'Mod-Alt-p', run: own.plain, on: null },
  ]
}

/** Begins a resolution in a paragraph of its own, with its first limb. */
function resolution(editor) {
  const begun = editor.chain().focus()
  if (editor.state.selection.$from.parent.content.size > 0) begun.splitBlock()
  begun.insertContent([{ type: 'text', text: 'RESOLVED –' }, { type: 'hardBreak' }, { type: 'text', text: '(1) That ' }]).run()
}

/** The toolbar of an editor. */
export function toolbar(editor, words, own) {
  const element = document.createElement('div')
  element.className = 'moot-toolbar'
  element.setAttribute('role', 'toolbar')
  element.setAttribute('aria-label', words.toolbar)
  element.setAttribute('aria-controls', editor.view.dom.id)
  const all = commands(editor, own)
  const buttons = all.map((command) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = `moot-toolbar__button moot-toolbar__button--${command.name}`
    button.textContent = words[command.name]
    button.tabIndex = -1
    button.setAttribute('aria-keyshortcuts', command.key)
    button.title = `${words[command.name]} (${command.key.replaceAll('Control', words.control).replaceAll('+', ' + ')})`
    if (command.on !== undefined) button.setAttribute('aria-pressed', 'false')
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => command.run())
    return button
  })
  element.append(...buttons)
  buttons[0].tabIndex = 0

  function show() {
    for (const [i, command] of all.entries()) {
      if (command.on) buttons[i].setAttribute('aria-pressed', String(command.on()))
      if (command.when) buttons[i].hidden = !command.when()
    }
    if (buttons.find((b) => b.tabIndex === 0).hidden) rove(buttons[0], false)
  }

  function rove(to, focus = true) {
    for (const button of buttons) button.tabIndex = button === to ? 0 : -1
    if (focus) to.focus()
  }

  element.addEventListener('keydown', (event) => {
    const seen = buttons.filter((b) => !b.hidden)
    const at = seen.indexOf(document.activeElement)
    const moves = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: seen.length - 1 }
    if (event.key === 'Escape') editor.commands.focus()
    if (moves[event.key] === undefined || at < 0) return
    event.preventDefault()
    rove(seen[(moves[event.key] + seen.length) % seen.length])
  })
  editor.on('transaction', show)
  show()

  /** The keys of those commands that the editor has none for. */
  const bound = new Map(all.filter((c) => c.bind).map((c) => [c.bind.split('-').at(-1).toLowerCase(), c]))
  const press = (event) => {
    const command = (event.ctrlKey || event.metaKey) && event.altKey && bound.get(event.key.toLowerCase())
    if (!command || (command.when && !command.when())) return
    event.preventDefault()
    command.run()
  }

  return {
    element,
    press,
    focus() {
      rove(buttons.find((b) => b.tabIndex === 0))
      return true
    },
    plain(on) {
      for (const [i, command] of all.entries()) {
        if (command.name === 'plain') buttons[i].setAttribute('aria-pressed', String(on))
        else buttons[i].disabled = on
      }
      rove(buttons.at(-1), false)
    },
  }
}
