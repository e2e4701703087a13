// Lets the items of an agenda be dragged into another order. The buttons beside each item do the same
// without a pointer, and without this script.

import { offerDragging, sendWith } from './dragging.js'

/** The items of a builder in the order in which they stand on the page. */
const order = (form) => [...form.querySelectorAll('[data-item]')].map((item) => item.dataset.item).join(',')

/** Makes every builder on the page one whose items can be dragged. */
export function offerOrdering(page) {
  for (const form of page.querySelectorAll('[data-module="moot-order"]')) {
    if (!form.querySelector('.moot-builder__move')) continue
    offerDragging(form, {
      things: '[data-item]',
      places: '[data-item]',
      over: 'moot-builder__item--over',
      accepts: (item, other) => item !== other,
      dropped: (item, other) => {
        other.before(item)
        sendWith(form, 'order', order(form))
      }
    })
  }
}
