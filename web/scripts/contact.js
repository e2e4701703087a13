// Contact with the desk: changes made without a network go in, and what may not be kept any more is erased.

import { drop, kept, settle, waiting } from './keep.js'
import { Vault, erase, half } from './vault.js'

const batch = 50 // changes that are sent at once

function form(fields) {
  return new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]))
}

const language = () => (location.pathname.startsWith('/cy/') ? '/cy' : '')

const ask = (path, fields) => fetch(language() + path, { method: 'POST', body: form(fields), signal: AbortSignal.timeout(30000) })

/** What is kept, as the desk is told of it. */
async function keptThings(vault) {
  const all = vault ? await kept(vault) : {}
  return Object.entries(all).map(([address, one]) => ({ address, edition: one.edition }))
}

/** Erases what the desk says is gone. */
async function obey(vault, states) {
  for (const [address, state] of Object.entries(states)) {
    if (state === 'gone') await drop(vault, address)
  }
}

/** The session has ended: asks what may be kept until somebody signs in again. */
async function out(vault) {
  const answer = await ask('/desk/device', { kept: await keptThings(vault) })
  if (!answer.ok) return
  const said = await answer.json()
  if (said.account) await obey(vault, said.kept)
  else await erase()
}

/** Erases all that is kept, once a contact under way is over: what it brings is erased too. */
export const leave = () => navigator.locks.request('moothall contact', erase)

/**
 * Tells the desk what is new here and takes up what is new there, for the annotations of some papers. Gives the
 * vault, which is another than before where the desk has given another half of the key, and what the desk would not
 * keep; null for the vault where nobody is signed in. Without a network it fails.
 */
export async function contact(vault, documents = []) {
  return navigator.locks.request('moothall contact', async () => {
    const queue = vault ? (await waiting(vault)).slice(0, batch) : []
    const answer = await ask('/desk/contact', { kept: await keptThings(vault), jottings: queue, documents })
    if (answer.status === 401) {
      if (vault) await out(vault)
      return { vault: null, faults: [] }
    }
    if (!answer.ok) throw new Error(String(answer.status))
    const said = await answer.json()
    const now = vault && vault.half === half() ? vault : await Vault.open()
    if (!now) return { vault: null, faults: [] }
    if (now === vault) await obey(vault, said.kept)
    await settle(now, said, documents)
    return { vault: now, states: said.kept, faults: said.done.map((one) => one.fault).filter(Boolean), more: queue.length === batch }
  })
}
