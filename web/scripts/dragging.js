// What dragging things about a page has in common, whatever is dragged.

/**
 * Lets the things in root be dragged onto its places. A place that a thing may be dropped on has the class
 * over while it is above it; then dropped(thing, place) is called.
 */
export function offerDragging(root, { things, places, over, accepts, dropped }) {
  let dragged = null
  const takes = (place) => dragged && accepts(dragged, place)
  for (const thing of root.querySelectorAll(things)) {
    thing.draggable = true
    thing.addEventListener('dragstart', (event) => {
      dragged = thing
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', thing.textContent.trim())
    })
    thing.addEventListener('dragend', () => {
      dragged = null
    })
  }
  for (const place of root.querySelectorAll(places)) {
    place.addEventListener('dragover', (event) => {
      if (!takes(place)) return
      event.preventDefault()
      place.classList.add(over)
    })
    place.addEventListener('dragleave', () => place.classList.remove(over))
    place.addEventListener('drop', (event) => {
      event.preventDefault()
      place.classList.remove(over)
      if (takes(place)) dropped(dragged, place)
    })
  }
}

/** Sends a form with one field more, as its buttons send theirs. */
export function sendWith(form, name, value) {
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = name
  field.value = value
  form.append(field)
  form.submit()
}
