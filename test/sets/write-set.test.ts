import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskFiles, type Files } from '../../src/io/files.js'
import { writeSet } from '../../src/sets/index.js'
import { temporaryFolder } from '../models/fixtures.js'

const { folder } = temporaryFolder()
let folders = 0

const disk = diskFiles()
const manifest = {
  kind: 'reference' as const,
  tool: { name: 'lossgap' as const, version: '0' },
  generator: { name: 'templates', options: { seed: 1 } },
  source: {
    ...{ file: 'train.jsonl', sha256: 'a', split: 'train' as const },
    ...{ template: '{text}', items: 1, licence: null },
  },
  exclusions: [],
  notes: [],
}
const rows = (text: string) => [{ id: 'a', parent: 'a', cluster: 'a', fields: { text } }]

/** A disk that a killed process leaves: from its n-th change on nothing is done any more, tidying up included. */
function killedAt(n: number): Files {
  let changes = 0
  const change =
    <A extends readonly unknown[]>(action: (...args: A) => Promise<void>) =>
    async (...args: A) => {
      if (++changes >= n) throw new Error('killed')
      return action(...args)
    }
  return { ...disk, write: change(disk.write), move: change(disk.move), remove: change(disk.remove) }
}

/** What lies at the two names: texts, and whether the manifest is the set's own. */
function stateOf(path: string) {
  const [set, told] = [path, path.replace('.jsonl', '.manifest.json')].map(one =>
    existsSync(one) ? readFileSync(one, 'utf8') : undefined,
  )
  const sha256 = set && createHash('sha256').update(set).digest('hex')
  return { set, told, fits: set === undefined || JSON.parse(told ?? '{}').output?.sha256 === sha256 }
}

describe('a run that is killed as it writes a set', () => {
  // Two writes, the removal of the old set, two moves; then nothing is left to be killed at.
  test.each([1, 2, 3, 4, 5, 6])('at change %i leaves no set beside the manifest of another one', async n => {
    const path = join(folder, `${folders++}`, 'set.jsonl')
    mkdirSync(join(path, '..'))
    await writeSet(path, rows('old'), manifest, disk)
    const old = stateOf(path)
    const killed = await writeSet(path, rows('new'), manifest, killedAt(n)).then(
      () => false,
      () => true,
    )
    expect(killed).toBe(n < 6)
    const state = stateOf(path)
    expect(state.fits).toBe(true)
    if (n <= 3) expect(state).toEqual(old)
    // The next run finishes and leaves nothing else in the folder.
    await writeSet(path, rows('new'), manifest, disk)
    expect(stateOf(path)).toMatchObject({ set: expect.stringContaining('new'), fits: true })
    expect(readdirSync(join(path, '..')).sort()).toEqual(['set.jsonl', 'set.manifest.json'])
  })
})
