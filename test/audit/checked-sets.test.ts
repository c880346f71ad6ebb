import { expect, test } from 'vitest'
import { refuseStrayReports, setCheckOf, withoutDropped } from '../../src/audit/checked-sets.js'
import type { SetCheckReport } from '../../src/set-checks/report.js'
import type { ItemSet } from '../../src/types.js'

const set: ItemSet = {
  name: 'p.jsonl',
  path: 'p.jsonl',
  sha256: 'abc',
  template: '{text}',
  items: ['a', 'b', 'c'].map(id => ({ id, text: id, cluster: id, line: 1 })),
  exclusions: [],
}

const reportOn = (sha256: string, status: 'pass' | 'warn' | 'fail'): SetCheckReport => ({
  schema: 'lossgap/set-check/1',
  tool: { name: 'lossgap', version: '0' },
  status,
  files: [
    { role: 'set', name: 'p.jsonl', sha256, template: '{text}', items: 3, exclusions: [] },
    { role: 'source', name: 's.jsonl', sha256: 'source', template: '{text}', items: 3, exclusions: [] },
  ],
  checks: [{ name: 'pairs', status, code: 'x', text: 'half of them are copies', values: {} }],
  pairs: null,
  balance: [],
  drop: [
    { id: 'b', reasons: ['copied'] },
    { id: 'not in this range', reasons: ['copied'] },
  ],
  parameters: { seed: 1, permutations: 0, largestSample: 1, largestClassified: 1 },
})

test('items that the check dropped are left out and listed', () => {
  const { items, exclusions } = withoutDropped(set, [reportOn('abc', 'warn')])
  expect(items.map(({ id }) => id)).toEqual(['a', 'c'])
  expect(exclusions).toEqual([{ reason: 'its set check says not to use it', ids: ['b'] }])
})

test('a failed check bars, and says why; others do not', () => {
  const [failed] = setCheckOf('p', set, [reportOn('abc', 'fail')])
  expect(failed).toMatchObject({ status: 'fail', code: 'set_check_failed', text: 'half of them are copies' })
  expect(setCheckOf('p', set, [reportOn('abc', 'warn')])[0]).toMatchObject({ status: 'warn' })
  expect(setCheckOf('p', set, [])).toEqual([])
})

test('a report on another version of the file is refused, not left aside', () => {
  expect(() => refuseStrayReports([set], [reportOn('abc', 'pass')])).not.toThrow()
  expect(() => refuseStrayReports([set], [reportOn('abd', 'pass')])).toThrow(/is on none of the sets/)
  // The source of a paraphrase set is no set that was checked.
  expect(() => refuseStrayReports([{ ...set, sha256: 'source' }], [reportOn('abc', 'pass')])).toThrow()
})
