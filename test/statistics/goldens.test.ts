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
  sharded_rank_t: 'none here: test/statistics/order-test.test.ts',
  combine_p: 'none: p-values of one audit go through Holm, those of many through Benjamini and Hochberg',
  correlation: 'losses over checkpoints',
  min_k: 'none here: test/signals/signals.test.ts',
  extraction: 'none: recall counts runs, which needs no chance of being drawn',
  mcnemar_exact: 'none here: test/statistics/mcnemar.test.ts',
  fused_softmax_moments: 'none: the loss head computes them (test/models/onnx.test.ts)',
} as const

test.skipIf(missing)('every case is compared with, or known to be missing', () => {
  const ids: string[] = JSON.parse(readFileSync(source, 'utf8')).cases.map(({ id }: { id: string }) => id)
  const compared = readGolden('scipy.json').cases.map(({ id }: { id: string }) => id)
  expect(ids).toHaveLength(33)
  // What has found its counterpart need not be taken off the list at once.
  expect(ids.filter(id => !compared.includes(id) && !(id in WITHOUT))).toEqual([])
})
