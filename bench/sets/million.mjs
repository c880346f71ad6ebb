// node bench/sets/million.mjs [ITEMS] after npm run build
// Runs `lossgap sets check` on a made set of that many short items (default 1,000,000) of which one in a thousand is
// planted as a near duplicate of an earlier one, and prints what was found, the time and the peak memory.
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { main } from '../../dist/cli/main.js'
import { diskFiles } from '../../dist/io/files.js'
import { createRandom } from '../../dist/statistics/random.js'

/** Words of an item: that of a short word problem. */
const WORDS = 60
const VOCABULARY = 20_000
const PLANTED_EVERY = 1000

const items = Number(process.argv[2] ?? 1_000_000)
const random = createRandom('million')
const draw = () => Array.from({ length: WORDS }, () => `w${Math.floor(random.uniform() ** 3 * VOCABULARY)}`)

const folder = mkdtempSync(join(tmpdir(), 'lossgap-bench-'))
try {
  const set = join(folder, 'set.jsonl')
  const against = join(folder, 'test.jsonl')
  const stream = createWriteStream(set)
  let last = draw()
  for (let i = 0; i < items; i++) {
    // One word of 60 changed: Jaccard 51/61 = 0.836, of which the bands find 0.998.
    const words = i % PLANTED_EVERY === 1 ? last.with(30, 'planted') : draw()
    last = words
    if (!stream.write(`${JSON.stringify({ id: `i${i}`, text: words.join(' ') })}\n`))
      await new Promise(resolve => stream.once('drain', resolve))
  }
  stream.end()
  await finished(stream)
  writeFileSync(
    against,
    Array.from({ length: 1000 }, () => `${JSON.stringify({ text: draw().join(' ') })}\n`).join(''),
  )
  let out = ''
  const start = performance.now()
  const exit = await main({
    argv: ['sets', 'check', set, '--against', against, '--format', 'json'],
    files: diskFiles(),
    print: text => {
      out += text
    },
    report: text => process.stderr.write(text),
    interactive: false,
    colour: { out: 0, err: 0 },
    width: 100,
    cacheFolder: folder,
    now: () => 0,
    signal: new AbortController().signal,
  })
  const seconds = (performance.now() - start) / 1000
  const { checks } = JSON.parse(out)
  const near = checks.find(({ name }) => name === 'repeated items')
  const planted = Math.floor((items - 2) / PLANTED_EVERY) + 1
  console.log(`exit ${exit}, ${items} items, ${planted} planted, ${near.values.items} found`)
  console.log(`${seconds.toFixed(0)} s, peak ${(process.resourceUsage().maxRSS / 1024 / 1024).toFixed(2)} GB`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
