// The desk without a network: what stands around a page is kept here, and no word of anybody's. The papers lie
// encrypted in the browser's database, and only a page can open them. The desk writes the list called shell before
// this, the page for when there is no network first.

/* global shell */

const [offline] = shell
const own = `moothall ${offline} `
const cache = own + shell.slice(1).join(' ')

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cache)
      .then((kept) => kept.addAll(shell.map((one) => new Request(one, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name.startsWith(own) && name !== cache) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(clear())
})

async function page(request) {
  try {
    return await fetch(request)
  } catch (fault) {
    const kept = await caches.match(offline)
    if (kept) return kept
    throw fault
  }
}

const asset = async (request) => (await caches.match(request.url)) ?? fetch(request)

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (shell.includes(pathname)) event.respondWith(asset(request))
})
