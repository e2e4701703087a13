// Keeps papers and annotations in the browser, encrypted. The key is made of two halves: one that lies in the
// browser's database as a key that no script can take out, and one that the desk gives as a cookie, which the browser
// forgets when the longest time without contact is over, or when somebody signs out. With either half alone nothing
// can be read.

const database = 'moothall-desk'
const cookie = 'moothall-device'
const piece = 4 << 20 // bytes that are encrypted at once
const known = new TextEncoder().encode('moothall')

/** The desk's half of the key; empty where this browser keeps nothing. */
export function half() {
  return document.cookie.match(new RegExp(`(?:^|; )${cookie}=([^;]+)`))?.[1] ?? ''
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function openDatabase() {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('keys')
    request.result.createObjectStore('sealed')
  }
  return done(request)
}

const bytes = (text) => new TextEncoder().encode(text)

/** Erases all that this browser keeps, and before that the desk's half of the key, without which nothing more is kept. */
export async function erase() {
  document.cookie = `${cookie}=; Path=/; Max-Age=0; SameSite=Strict`
  const db = await openDatabase()
  const change = db.transaction(['keys', 'sealed'], 'readwrite')
  change.objectStore('keys').clear()
  change.objectStore('sealed').clear()
  await new Promise((resolve, reject) => {
    change.oncomplete = resolve
    change.onabort = () => reject(change.error)
  })
  db.close()
  for (const name of await caches.keys()) await caches.delete(name)
}

export class Vault {
  /** Opens what this browser keeps; null without the desk's half. What another key has sealed is erased. */
  static async open() {
    const given = half()
    if (!given || !crypto.subtle) return null
    return navigator.locks.request('moothall open', async () => {
      const vault = new Vault(given, await openDatabase())
      await vault.unlock()
      return vault
    })
  }

  constructor(given, db) {
    this.half = given
    this.db = db
  }

  store(name, mode = 'readonly') {
    return this.db.transaction(name, mode).objectStore(name)
  }

  async unlock() {
    let own = await done(this.store('keys').get('own'))
    if (!own) {
      own = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
      await done(this.store('keys', 'readwrite').put(own, 'own'))
    }
    const both = await crypto.subtle.sign('HMAC', own, bytes(this.half))
    const root = await crypto.subtle.importKey('raw', both, 'HKDF', false, ['deriveKey'])
    const how = (info) => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: bytes(info) })
    this.key = await crypto.subtle.deriveKey(how('papers'), root, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    this.names = await crypto.subtle.deriveKey(how('names'), root, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign'])
    await this.check()
  }

  /** Erases what was sealed with another key, since nobody will read it again. */
  async check() {
    const mark = await done(this.store('keys').get('mark'))
    const fits = mark && (await this.decrypt(mark, known).then(() => true, () => false))
    if (fits) return
    await done(this.store('sealed', 'readwrite').clear())
    await done(this.store('keys', 'readwrite').put(await this.encrypt(known, known), 'mark'))
  }

  async encrypt(content, about) {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    return { iv, box: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: about }, this.key, content) }
  }

  async decrypt({ iv, box }, about) {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: about }, this.key, box))
  }

  /** The name under which something lies, which says nothing of it. */
  async place(name) {
    const sum = new Uint8Array(await crypto.subtle.sign('HMAC', this.names, bytes(name)))
    return Array.from(sum, (one) => one.toString(16).padStart(2, '0')).join('')
  }

  /** Keeps bytes under a name. */
  async put(name, content) {
    const parts = []
    for (let at = 0; at === 0 || at < content.length; at += piece) {
      parts.push(await this.encrypt(content.subarray(at, at + piece), bytes(`${name} ${parts.length}`)))
    }
    const place = await this.place(name)
    if (half() !== this.half) throw new Error('What was kept is erased, and nothing more is kept beside it.')
    await done(this.store('sealed', 'readwrite').put(parts, place))
  }

  /** The bytes under a name; null where there are none. */
  async get(name) {
    const parts = await done(this.store('sealed').get(await this.place(name)))
    if (!parts) return null
    const open = []
    for (const part of parts) open.push(await this.decrypt(part, bytes(`${name} ${open.length}`)))
    const whole = new Uint8Array(open.reduce((sum, one) => sum + one.length, 0))
    let at = 0
    for (const one of open) {
      whole.set(one, at)
      at += one.length
    }
    return whole
  }

  async remove(name) {
    await done(this.store('sealed', 'readwrite').delete(await this.place(name)))
  }

  /** A value that was kept under a name, or another where there is none. */
  async read(name, otherwise) {
    const content = await this.get(name)
    return content ? JSON.parse(new TextDecoder().decode(content)) : otherwise
  }

  /** Changes a value under a name, one window at a time, and gives what the change gives. */
  async change(name, otherwise, change) {
    return navigator.locks.request(`moothall ${name}`, async () => {
      const value = await this.read(name, otherwise)
      const given = await change(value)
      await this.put(name, bytes(JSON.stringify(value)))
      return given
    })
  }
}
