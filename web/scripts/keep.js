// What the browser keeps for when there is no network: packs and papers that were opened or pinned, and the
// annotations on them with the changes that the desk does not have yet.

const most = 6 // things that are kept because they were opened; pinned ones are kept besides

/** What is kept, by the address at which it is read. */
export const kept = (vault) => vault.read('kept', {})

/** Keeps the file of something that was opened, and lets go of what was opened longest ago. */
export async function keep(vault, address, about, file) {
  await vault.put(`file ${address}`, file)
  const gone = await vault.change('kept', {}, (all) => {
    all[address] = { ...about, pinned: all[address]?.pinned ?? false, opened: Date.now(), size: file.length }
    const loose = Object.keys(all).filter((one) => !all[one].pinned).sort((a, b) => all[b].opened - all[a].opened)
    const old = loose.slice(most)
    for (const one of old) delete all[one]
    return old
  })
  for (const one of gone) await vault.remove(`file ${one}`)
}

export const fileOf = (vault, address) => vault.get(`file ${address}`)

export async function pin(vault, address, pinned) {
  await vault.change('kept', {}, (all) => {
    if (all[address]) all[address].pinned = pinned
  })
}

/** Erases something that is kept. */
export async function drop(vault, address) {
  await vault.change('kept', {}, (all) => {
    delete all[address]
  })
  await vault.remove(`file ${address}`)
}

const nothing = { notes: [], queue: [] }

/** The annotations that are kept, with the changes that wait already made. */
export async function notes(vault) {
  const all = await vault.read('notes', nothing)
  const list = all.notes.filter((one) => !all.queue.some((change) => change.id === one.id))
  for (const id of new Set(all.queue.map((change) => change.id))) {
    const last = all.queue.filter((change) => change.id === id).at(-1)
    const before = all.notes.find((one) => one.id === id)
    if (!last.remove) list.push({ ...before, ...last, number: before?.number ?? 0, own: true, waiting: true })
  }
  return list
}

/** Keeps a change to an annotation until the desk has it. A change that was not sent yet takes the later one up. */
export async function jot(vault, change) {
  await vault.change('notes', nothing, (all) => {
    all.queue.push(change)
  })
}

/** The changes that the desk does not have, the oldest first. */
export const waiting = async (vault) => (await vault.read('notes', nothing)).queue

/** Takes up what the desk has said of changes, and of the annotations on some papers. */
export async function settle(vault, answer, documents) {
  await vault.change('notes', nothing, (all) => {
    const done = new Set(answer.done.map((one) => one.step))
    all.queue = all.queue.filter((change) => !done.has(change.step))
    all.notes = all.notes.filter((one) => !documents.includes(one.document))
    all.notes.push(...answer.notes)
    for (const { note } of answer.done) {
      if (!note) continue
      all.notes = all.notes.filter((one) => one.id !== note.id)
      if (!note.removed) all.notes.push(note)
    }
  })
}
