// Follows a meeting that is held: the screen in the chamber, and the pages on which members vote. Without this
// script both have a link by which one looks again.

/** How long to wait before a stream that was refused is asked for again, in milliseconds. */
const patience = 2000

/**
 * Listens to a stream of events for as long as the page is open. A stream that breaks is taken up again where it
 * was; one that is refused, as by a proxy whose server begins anew, is asked for afresh.
 */
function listen(address, name, heard, lost) {
  const stream = new EventSource(address)
  stream.addEventListener(name, (event) => heard(event.data))
  stream.addEventListener('open', () => lost(false))
  stream.addEventListener('error', () => {
    lost(true)
    if (stream.readyState !== EventSource.CLOSED) return
    setTimeout(() => listen(address, name, heard, lost), patience)
  })
}

const parsed = (html) => new DOMParser().parseFromString(html, 'text/html')

/** Puts what is new into an element, so that only that is read aloud. */
function renew(element, fresh) {
  if (fresh && element.innerHTML !== fresh.innerHTML) element.innerHTML = fresh.innerHTML
}

/** How many seconds a speaker has, as minutes and seconds; below zero they have spoken too long. */
function left(clock, ahead) {
  const gone = (Date.now() - ahead - Date.parse(clock.dataset.since)) / 1000
  return Math.ceil(Number(clock.dataset.seconds) - gone)
}

function showClock(clock, ahead) {
  const seconds = left(clock, ahead)
  const minutes = Math.floor(Math.abs(seconds) / 60)
  clock.textContent = `${seconds < 0 ? '−' : ''}${minutes}:${String(Math.abs(seconds) % 60).padStart(2, '0')}`
  clock.classList.toggle('moot-wall__clock--over', seconds < 0)
}

function followScreen(screen) {
  // By how much this machine's clock is ahead of the server's.
  const ahead = Date.now() - Date.parse(screen.dataset.now)
  const lost = screen.querySelector('[data-lost]')
  listen(
    screen.dataset.events,
    'face',
    (html) => {
      const fresh = parsed(html)
      for (const part of screen.querySelectorAll('[data-part]')) renew(part, fresh.getElementById(part.id))
      tick()
    },
    (gone) => {
      lost.textContent = gone ? lost.dataset.lost : ''
    },
  )
  function tick() {
    for (const clock of screen.querySelectorAll('[data-since]')) showClock(clock, ahead)
  }
  tick()
  setInterval(tick, 250)
}

/** Reads the page again and puts the part in its place, unless somebody is choosing in it and it asks the same. */
async function again(part) {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, credentials: 'same-origin' })
    if (!answer.ok) return
    const fresh = parsed(await answer.text()).getElementById(part.id)
    if (!fresh || (part.dataset.asks && part.dataset.asks === fresh.dataset.asks)) return
    renew(part, fresh)
    part.dataset.asks = fresh.dataset.asks ?? ''
  } catch {
    // The network is away: the stream says when it is back.
  }
}

function followPart(part) {
  let seen
  let away = false
  listen(
    part.dataset.events,
    'change',
    (pulse) => {
      if (part.dataset.each !== 'yes' && seen === pulse && !away) return
      seen = pulse
      away = false
      again(part)
    },
    (gone) => {
      away ||= gone
    },
  )
}

/**
 * Follows every screen and every part of a page that follows a meeting.
 *
 * @param {ParentNode} scope where to look
 */
export function followMeetings(scope) {
  for (const screen of scope.querySelectorAll('[data-module="moot-screen"]')) followScreen(screen)
  for (const part of scope.querySelectorAll('[data-module="moot-follow"]')) followPart(part)
}
