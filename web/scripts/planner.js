// Lets the meetings of a month be dragged to another day. The buttons beside each meeting, and its own
// page, do the same without a pointer, and without this script.

const over = 'moot-planner__day--over'

/** Sends the form of a meeting with the day that it was dropped on. */
function send(form, day) {
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'to'
  field.value = day
  form.append(field)
  form.submit()
}

function watch(table) {
  let dragged = null
  for (const meeting of table.querySelectorAll('[data-meeting]')) {
    meeting.draggable = true
    meeting.addEventListener('dragstart', (event) => {
      dragged = meeting
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', meeting.dataset.meeting)
    })
    meeting.addEventListener('dragend', () => {
      dragged = null
    })
  }
  for (const day of table.querySelectorAll('[data-day]')) {
    day.addEventListener('dragover', (event) => {
      if (!dragged || day.contains(dragged)) return
      event.preventDefault()
      day.classList.add(over)
    })
    day.addEventListener('dragleave', () => day.classList.remove(over))
    day.addEventListener('drop', (event) => {
      event.preventDefault()
      day.classList.remove(over)
      if (dragged && !day.contains(dragged)) send(dragged, day.dataset.day)
    })
  }
}

/** Makes every planner on the page one whose meetings can be dragged. */
export function offerPlanning(page) {
  for (const table of page.querySelectorAll('[data-module="moot-planner"]')) watch(table)
}
