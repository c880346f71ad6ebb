import { appendFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { diskFiles, type Files } from '../../src/io/files.js'
import { loadSet } from '../../src/sets/index.js'
import { temporaryFolder } from './written-files.js'

const { write } = temporaryFolder()

const MEBIBYTE = 1024 * 1024
const FILE_MIB = 120
const ROWS_PER_BLOCK = 1000
const FILLING = 'filling '.repeat(128)

function writeLargeFile(): string {
  const path = write('large.jsonl', '')
  // 1 MiB and a bit a block: appended in blocks, so that the test itself holds little.
  for (let block = 0; block < FILE_MIB; block++) {
    const rows = Array.from(
      { length: ROWS_PER_BLOCK },
      (_, i) => `{"text":"row ${block * ROWS_PER_BLOCK + i} ${FILLING}"}\n`,
    )
    appendFileSync(path, rows.join(''))
  }
  return path
}

/** Garbage is not memory in need, and how much of it lies around is up to the engine: collect before measuring. */
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Files that note, every 16 MiB, by how much the memory in use (JavaScript heap and byte buffers) has grown. */
function watchedFiles() {
  const files = diskFiles()
  const inUse = () => {
    collectGarbage()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = inUse()
  const peak = { growthMiB: 0, measured: 0 }
  const watched: Files = {
    ...files,
    read(path) {
      const stream = files.read(path)
      async function* chunks() {
        let bytes = 0
        for await (const chunk of stream) {
          bytes += chunk.length
          if (bytes >= (peak.measured + 1) * 16 * MEBIBYTE) {
            peak.measured++
            peak.growthMiB = Math.max(peak.growthMiB, (inUse() - before) / MEBIBYTE)
          }
          yield chunk
        }
      }
      return { [Symbol.asyncIterator]: chunks, sha256: () => stream.sha256() }
    },
  }
  return { watched, peak }
}

describe('a file of 120 MB', () => {
  it('is read in part with memory for that part', { timeout: 30_000 }, async () => {
    const path = writeLargeFile()
    const range = watchedFiles()
    const first = await loadSet({ path: `${path}#60000:60100` }, range.watched)
    expect(first.items.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, i) => String(60_000 + i)))
    expect(range.peak.measured).toBeGreaterThan(5)
    expect(range.peak.growthMiB).toBeLessThan(50)

    const sample = watchedFiles()
    // 70 MB of text: holding it would show, and parsing all of it would take the suite's time.
    const spec = { path: `${path}#:70000`, sample: { count: 100, seed: 1 } }
    const second = await loadSet(spec, sample.watched)
    expect(second.items).toHaveLength(100)
    expect(sample.peak.growthMiB).toBeLessThan(50)
  })
})
