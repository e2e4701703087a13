// Opens the pack or the paper that the page is of in its reader, and keeps it for when there is no network; without
// one, opens what is kept.

import { contact } from './contact.js'
import { Jottings } from './jottings.js'
import { fileOf, keep, kept, pin } from './keep.js'
import { Reader } from './reader.js'
import { Vault } from './vault.js'

const box = document.getElementById('reader')
const part = (name) => document.querySelector(`[data-part="${name}"]`)
const address = location.pathname.replace(/^\/cy\//, '/')

/** The page that the address names after #page=, or the one that the page was asked for. */
function asked() {
  return decodeURIComponent(location.hash.match(/^#page=(.+)$/)?.[1] ?? '') || box.dataset.at
}

/** Sends what is new, and shows what the desk has. */
class Post {
  constructor(papers) {
    this.documents = papers.filter((one) => one.pages > 0).map((one) => one.document)
    window.addEventListener('online', () => this.send())
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.send())
  }

  async send() {
    clearTimeout(this.again)
    try {
      const { vault, faults, more } = await contact(this.jottings?.vault ?? this.vault, this.documents)
      if (vault && this.jottings) {
        this.jottings.vault = vault
        this.jottings.part('jotted').textContent = faults.join(' ')
        await this.jottings.show()
      }
      if (more) this.again = setTimeout(() => this.send(), 100)
      return vault
    } catch {
      this.again = setTimeout(() => this.send(), 15000) // no network
      return null
    }
  }
}

/** The file, from this device where it has the edition that is asked for, and otherwise from the desk. */
async function file(vault) {
  const have = vault ? (await kept(vault))[address] : null
  const mine = have?.edition === box.dataset.edition ? await fileOf(vault, address) : null
  if (mine) return mine
  const answer = await fetch(box.dataset.file)
  if (!answer.ok) throw new Error(String(answer.status))
  return new Uint8Array(await answer.arrayBuffer())
}

/** Offers to keep what is open on this device whatever else is opened. */
async function offerPin(vault) {
  const button = part('pin')
  const say = async () => {
    const pinned = (await kept(vault))[address]?.pinned ?? false
    button.setAttribute('aria-pressed', String(pinned))
    button.textContent = pinned ? button.dataset.pinned : button.dataset.unpinned
    button.hidden = false
  }
  button.addEventListener('click', async () => {
    await pin(vault, address, button.getAttribute('aria-pressed') !== 'true')
    await say()
  })
  await say()
}

async function online(reader) {
  const papers = JSON.parse(box.dataset.papers)
  reader.say(box.dataset.loading)
  const post = new Post(papers)
  post.vault = await Vault.open().catch(() => null)
  const vault = (await post.send()) ?? post.vault
  const content = await file(vault)
  if (vault) {
    const about = { title: box.dataset.title, edition: box.dataset.edition, papers }
    await keep(vault, address, about, content)
    await offerPin(vault)
    document.documentElement.dataset.kept = address
  }
  await reader.open(content, asked())
  for (const plain of document.querySelectorAll('[data-plain]')) plain.hidden = true
  if (vault) post.jottings = new Jottings(reader, papers, vault, () => post.send())
}

/** Lists what is kept, and opens what the address is of. */
async function offline(reader) {
  const vault = await Vault.open().catch(() => null)
  const about = part('about')
  if (!vault) {
    about.textContent = about.dataset.locked
    return
  }
  const all = await kept(vault)
  const lines = Object.entries(all).map(([at, one]) => {
    const line = document.createElement('li')
    line.className = 'moot-lines__line'
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = (location.pathname.startsWith('/cy/') ? '/cy' : '') + at
    link.textContent = one.title
    line.append(link)
    return line
  })
  part('kept').replaceChildren(...lines)
  about.textContent = lines.length ? about.dataset.kept : about.dataset.none
  const one = all[address]
  const content = one && (await fileOf(vault, address))
  if (!content) return
  part('title').textContent = one.title
  const post = new Post(one.papers)
  await reader.open(content, asked())
  post.jottings = new Jottings(reader, one.papers, vault, () => post.send())
}

if (box) {
  const reader = new Reader(box)
  box.hidden = !box.dataset.file
  const begin = box.dataset.offline ? offline : online
  begin(reader).catch((fault) => {
    box.hidden = false
    reader.say(box.dataset.failed)
    console.error(fault)
  })
}
