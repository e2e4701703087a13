// Builds the style sheet, the script and the images into internal/page/dist, where the Go program
// embeds them: each under a name that holds the hash of its content, with a gzip copy beside it
// where that is smaller, and manifest.json to find them by their plain names.

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import * as esbuild from 'esbuild'
import { Resvg, initWasm } from '@resvg/resvg-wasm'
import * as sass from 'sass'

const here = path.dirname(fileURLToPath(import.meta.url))
const dist = path.join(here, '..', 'internal', 'page', 'dist')

/** What a browser must know to run the result: the oldest that supports modules as we use them. */
const target = ['es2020', 'chrome90', 'firefox90', 'safari15']

/** Marks of the central government that no council may show; none may reach a reader. */
const forbidden = [/crest/i, /crown/i, /GDS Transport/i, /royal/i]

async function styles() {
  const { css } = sass.compile(path.join(here, 'styles', 'main.scss'), {
    loadPaths: [path.join(here, 'node_modules')],
    quietDeps: true,
  })
  const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target })
  for (const mark of forbidden) {
    if (mark.test(code)) throw new Error(`the style sheet holds ${mark}, which belongs to GOV.UK alone`)
  }
  if (/url\((?!["']?(data:|#))/.test(code)) throw new Error('the style sheet names a file that is not embedded')
  return Buffer.from(code)
}

async function script(name, from = path.join(here, 'scripts')) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(from, name)],
    bundle: true,
    format: 'esm',
    legalComments: 'none',
    logLevel: 'warning',
    minify: true,
    target,
    write: false,
  })
  return Buffer.from(outputFiles[0].contents)
}

async function images() {
  const dir = path.join(here, 'images')
  const names = (await readdir(dir)).sort()
  return Promise.all(names.map(async (name) => [name, await readFile(path.join(dir, name))]))
}

/** The sign as pictures for phones, which take no drawing: those of an app fill the whole square. */
async function icons() {
  await initWasm(await readFile(path.join(here, 'node_modules', '@resvg', 'resvg-wasm', 'index_bg.wasm')))
  const sign = (await readFile(path.join(here, 'images', 'favicon.svg'), 'utf8')).replace('rx="4"', '').replace('viewBox="0 0 32 32"', 'viewBox="-4 -4 40 40"')
  const filled = sign.replace('<rect width="32" height="32"', '<rect x="-4" y="-4" width="40" height="40"')
  return [192, 512].map((size) => [`icon-${size}.png`, Buffer.from(new Resvg(filled, { fitTo: { mode: 'width', value: size } }).render().asPng())])
}

/** main.css with content x becomes main-<first ten digits of x's SHA-256>.css. */
function hashed(name, content) {
  const { name: stem, ext } = path.parse(name)
  return `${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 10)}${ext}`
}

async function write(assets) {
  const manifest = {}
  const kept = new Set(['.gitkeep', 'manifest.json'])
  for (const [name, content] of assets) {
    const file = hashed(name, content)
    manifest[name] = file
    kept.add(file)
    await writeFile(path.join(dist, file), content)
    const packed = gzipSync(content, { level: 9 })
    if (packed.length < content.length) {
      kept.add(`${file}.gz`)
      await writeFile(path.join(dist, `${file}.gz`), packed)
    }
    console.log(`${file}: ${content.length} bytes, ${Math.min(packed.length, content.length)} sent compressed`)
  }
  // Last, and only when everything it names is there.
  await writeFile(path.join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  for (const name of await readdir(dist)) {
    if (!kept.has(name)) await rm(path.join(dist, name), { recursive: true })
  }
}

/** Scripts of ours, by the name of the asset, and the worker that reads PDFs away from the page. */
const scripts = { 'main.js': 'main.js', 'passkeys.js': 'passkeys.js', 'minutes.js': 'minutes.js', 'autosave.js': 'autosave.js', 'reader.js': 'pages.js', 'desk.js': 'desk.js', 'worker.js': 'worker.js' }
const worker = path.join(here, 'node_modules', 'pdfjs-dist', 'legacy', 'build')

await mkdir(dist, { recursive: true })
await write([
  ['main.css', await styles()],
  ...(await Promise.all(Object.entries(scripts).map(async ([asset, name]) => [asset, await script(name)]))),
  ['pdf.worker.js', await script('pdf.worker.mjs', worker)],
  ...(await images()),
  ...(await icons()),
])
