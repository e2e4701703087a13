// Lets the items of an agenda be dragged into another order. The buttons beside each item do the same
// without a pointer, and without this script.

const over = 'moot-builder__item--over'

/** Sends the new order, as the form's other buttons send theirs. */
function send(form) {
  const order = [...form.querySelectorAll('[data-item]')].map((item) => item.dataset.item)
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'order'
  field.value = order.join(',')
  form.append(field)
  form.submit()
}

function watch(form) {
  let dragged = null
  for (const item of form.querySelectorAll('[data-item]')) {
    item.draggable = true
    item.addEventListener('dragstart', (event) => {
      dragged = item
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', item.dataset.item)
    })
    item.addEventListener('dragover', (event) => {
      if (!dragged || dragged === item) return
      event.preventDefault()
      item.classList.add(over)
    })
    item.addEventListener('dragleave', () => item.classList.remove(over))
    item.addEventListener('drop', (event) => {
      event.preventDefault()
      item.classList.remove(over)
      if (!dragged || dragged === item) return
      item.before(dragged)
      send(form)
    })
  }
}

/** Makes every builder on the page one whose items can be dragged. */
export function offerOrdering(page) {
  for (const form of page.querySelectorAll('[data-module="moot-order"]')) {
    if (form.querySelector('.moot-builder__move')) watch(form)
  }
}
