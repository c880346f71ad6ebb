import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readGolden } from './expectations.js'

const source = new URL('../../../shared/goldens/statistics.json', import.meta.url)
const missing = !existsSync(source)
if (missing)
  console.info('skipped: the collection that scipy.json was copied from is not beside this repository')

test.skipIf(missing)('scipy.json is still what it was copied from', () => {
  const all = new Map(
    JSON.parse(readFileSync(source, 'utf8')).cases.map((entry: { id: string }) => [entry.id, entry]),
  )
  for (const entry of readGolden('scipy.json').cases) expect(all.get(entry.id)).toEqual(entry)
})

/** Cases of the collection without a counterpart among the statistics, and what they wait for. */
const WITHOUT = {
  sharded_rank_t: 'the order test',
  combine_p: 'the order test by ranks',
  correlation: 'losses over checkpoints',
  min_k: 'signals per item',
  extraction: 'signals per item',
  mcnemar_exact: 'signals per item, for n-gram accuracy',
  fused_softmax_moments: 'none: the loss head computes them (test/models/onnx.test.ts)',
} as const

test.skipIf(missing)('every case is compared with, or known to be missing', () => {
  const ids: string[] = JSON.parse(readFileSync(source, 'utf8')).cases.map(({ id }: { id: string }) => id)
  const compared = readGolden('scipy.json').cases.map(({ id }: { id: string }) => id)
  expect(ids).toHaveLength(33)
  // What has found its counterpart need not be taken off the list at once.
  expect(ids.filter(id => !compared.includes(id) && !(id in WITHOUT))).toEqual([])
})
