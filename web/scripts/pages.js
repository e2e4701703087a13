// Opens the pack or the paper that the page is of in its reader.

import { Reader } from './reader.js'

const box = document.getElementById('reader')

/** The page that the address names after #page=. */
function asked() {
  return decodeURIComponent(location.hash.match(/^#page=(.+)$/)?.[1] ?? '') || box.dataset.at
}

async function begin(reader) {
  box.hidden = false
  reader.say(box.dataset.loading)
  const answer = await fetch(box.dataset.file)
  if (!answer.ok) throw new Error(String(answer.status))
  await reader.open(new Uint8Array(await answer.arrayBuffer()), asked())
}

if (box?.dataset.file) {
  const reader = new Reader(box)
  begin(reader).catch((fault) => {
    reader.say(box.dataset.failed)
    console.error(fault)
  })
}
