// Lets the meetings of a month be dragged to another day. The buttons beside each meeting, and its own
// page, do the same without a pointer, and without this script.

import { offerDragging, sendWith } from './dragging.js'

/** Makes every planner on the page one whose meetings can be dragged. */
export function offerPlanning(page) {
  for (const table of page.querySelectorAll('[data-module="moot-planner"]')) {
    offerDragging(table, {
      things: '[data-meeting]',
      places: '[data-day]',
      over: 'moot-planner__day--over',
      accepts: (meeting, day) => !day.contains(meeting),
      dropped: (meeting, day) => sendWith(meeting, 'to', day.dataset.day)
    })
  }
}
