// Fetches a part of the page again while it says that something moves, so that nobody has to. Without
// this script, the link in that part does the same.

const every = 1500 // milliseconds

async function freshen(part) {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, credentials: 'same-origin' })
    const text = answer.ok ? await answer.text() : ''
    const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById(part.id)
    if (!fresh) return
    if (fresh.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) {
      part.replaceChildren(...fresh.childNodes)
    }
    part.dataset.moving = fresh.dataset.moving
  } catch {
    // The network is away: the next time may do.
  }
  watch(part)
}

function watch(part) {
  if (part.dataset.moving === 'true') setTimeout(() => freshen(part), every)
}

/**
 * Keeps every `<div data-module="moot-fresh" data-moving="true">` as the server has it, until it says
 * that nothing moves any more. A part in which somebody is, by keyboard, stays as it is.
 *
 * @param {ParentNode} scope where to look
 */
export function offerFreshening(scope) {
  for (const part of scope.querySelectorAll('[data-module="moot-fresh"]')) watch(part)
}
