// On every page of the desk: lets it be read without a network, asks the desk whether what is kept may be, and erases
// all of it before somebody signs out.

import { contact, leave } from './contact.js'
import { waiting } from './keep.js'
import { Vault, half } from './vault.js'

const language = location.pathname.startsWith('/cy/') ? '/cy' : ''
const every = 60000 // milliseconds between contacts of one window

async function touch() {
  const last = Number(sessionStorage.getItem('moothall contact') ?? 0)
  if (!half() || Date.now() - last < every) return
  sessionStorage.setItem('moothall contact', String(Date.now()))
  await contact(await Vault.open())
}

/** Sends what the desk does not have yet; true where nothing is left. */
async function sendAll() {
  const vault = await Vault.open()
  if (!vault || !(await waiting(vault)).length) return true
  const said = await contact(vault)
  return said.vault !== null && !(await waiting(said.vault)).length
}

/** Signs out once all that is kept here has gone to the desk and is erased. */
function leaveClean(form) {
  form.addEventListener('submit', async (event) => {
    if (form.dataset.clean || !half()) return
    event.preventDefault()
    const sent = await sendAll().catch(() => false)
    if (!sent && !window.confirm(form.dataset.unsent)) return
    await leave().catch(() => {})
    sessionStorage.clear()
    form.dataset.clean = 'yes'
    form.requestSubmit()
  })
}

const out = document.querySelector('form[data-leave]')
if (out) {
  leaveClean(out)
  navigator.serviceWorker?.register(`${language}/desk/worker.js`, { scope: `${language}/desk` }).catch(() => {})
}
if (!document.getElementById('reader')) touch().catch(() => {})
window.addEventListener('online', () => touch().catch(() => {}))
