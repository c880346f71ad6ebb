import { expect, test } from 'vitest'
import type { Builder } from '../../src/building/builder.js'
import { build } from '../../src/building/index.js'
import { rowsOf } from './rows.js'

test('ids of rows are listed in the order of the file, those of items and of refused rows as they come', async () => {
  const rows = rowsOf(['one', 'two', 'three', 'four'].map(text => ({ text })))
  const [a, b, c, d] = rows.map(({ id }) => id) as [string, string, string, string]
  const builder: Builder = {
    name: 'drawn',
    summary: '',
    accepts: () => true,
    refuses: ({ id }) => (id === d ? 'too long' : undefined),
    build: async ({ rows: usable }) => {
      expect(usable.map(({ id }) => id)).toEqual([a, b, c])
      const exclusions = [
        { reason: 'tried in another order', ids: [c, a, b] },
        { reason: 'no answer', ids: [`${b}-1`, `${a}-1`] },
      ]
      return { rows: [], exclusions, notes: [] }
    },
  }
  const { exclusions } = await build(builder, rows, { count: 9, perRow: 1, seed: 1 })
  expect(exclusions).toEqual([
    { reason: 'tried in another order', ids: [a, b, c] },
    { reason: 'no answer', ids: [`${b}-1`, `${a}-1`] },
    { reason: 'too long', ids: [d] },
  ])
})
