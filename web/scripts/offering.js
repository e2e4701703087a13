// Offers texts in a list beside where somebody types: standing phrases, and names. The focus stays where it is typed; the
// list is worked with the arrow keys, Enter and Escape, or the mouse.

const most = 8

/** A list that belongs to an editable element and calls back with what was chosen. */
export function offering(place, words) {
  const list = document.createElement('ul')
  list.className = 'moot-offers'
  list.id = `${place.id}-offers`
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', words.offers)
  const said = document.createElement('p')
  said.className = 'govuk-visually-hidden'
  said.setAttribute('role', 'status')
  place.parentElement.append(list, said)
  place.setAttribute('aria-controls', list.id)
  let shown = []
  let at = 0
  let chosen = null

  function close() {
    list.hidden = true
    shown = []
    place.removeAttribute('aria-activedescendant')
    said.textContent = ''
  }

  function light(i) {
    at = (i + shown.length) % shown.length
    for (const [n, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(n === at))
    place.setAttribute('aria-activedescendant', list.children[at].id)
    list.children[at].scrollIntoView({ block: 'nearest' })
  }

  function open(texts, where, choose) {
    shown = texts.slice(0, most)
    chosen = choose
    if (shown.length === 0) {
      close()
      said.textContent = words.none
      return
    }
    list.replaceChildren(...shown.map((text, i) => optionOf(text, `${list.id}-${i}`)))
    list.hidden = false
    const frame = place.parentElement.getBoundingClientRect()
    list.style.top = `${where.bottom - frame.top + 4}px`
    list.style.left = `${Math.max(0, Math.min(where.left - frame.left, frame.width - list.offsetWidth))}px`
    said.textContent = words.found.replace('#', String(shown.length))
    light(0)
  }

  function take(i) {
    const text = shown[i]
    close()
    chosen(text)
  }

  function optionOf(text, id) {
    const option = document.createElement('li')
    option.id = id
    option.className = 'moot-offers__one'
    option.textContent = text
    option.setAttribute('role', 'option')
    return option
  }

  list.addEventListener('mousedown', (event) => {
    event.preventDefault() // the focus stays
    const i = [...list.children].indexOf(event.target.closest('li'))
    if (i >= 0) take(i)
  })

  /** Whether a key was for the list. */
  function press(event) {
    if (list.hidden) return false
    const moves = { ArrowDown: 1, ArrowUp: -1 }
    if (moves[event.key]) light(at + moves[event.key])
    else if (event.key === 'Enter') take(at)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Tab') {
      close()
      return false
    } else return false
    return true
  }

  return { open, close, press, isOpen: () => !list.hidden }
}

/** Those of some texts in which a word begins with what was typed, those that begin with it first. */
export function fitting(texts, typed) {
  const wanted = folded(typed.trim())
  if (wanted === '') return texts
  const begins = (text) => folded(text).startsWith(wanted)
  const within = (text) => folded(text).split(/[\s,(]+/).some((_, i, all) => all.slice(i).join(' ').startsWith(wanted))
  return [...texts.filter(begins), ...texts.filter((t) => !begins(t) && within(t))]
}

function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
