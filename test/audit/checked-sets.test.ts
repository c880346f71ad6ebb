import { describe, expect, test } from 'vitest'
import { setCheckOf, withoutDropped } from '../../src/audit/checked-sets.js'
import { fittingReports } from '../../src/audit/fitting-reports.js'
import type { SetCheckReport } from '../../src/set-checks/report.js'
import type { ItemSet } from '../../src/types.js'

const setOf = (name: string): ItemSet => ({
  name: `${name}.jsonl`,
  path: `${name}.jsonl`,
  sha256: `bytes of ${name}`,
  itemsSha256: `items of ${name}`,
  template: '{text}',
  items: ['a', 'b', 'c'].map(id => ({ id, text: id, cluster: id, line: 1 })),
  exclusions: [],
})
const sets = {
  test: setOf('test'),
  ref: setOf('ref'),
  paraphrase: setOf('paraphrase'),
  'ref-paraphrase': setOf('ref-paraphrase'),
}

type File = SetCheckReport['files'][number]
const file = (role: File['role'], name: string, changed: Partial<File> = {}): File => ({
  ...{ role, name: `${name}.jsonl`, sha256: `bytes of ${name}`, itemsSha256: `items of ${name}` },
  ...{ template: '{text}', items: 3, exclusions: [], ...changed },
})

const report = (
  files: File[],
  status: 'pass' | 'warn' | 'fail' = 'warn',
  drop: readonly string[] = ['b', 'left out by a sample'],
): SetCheckReport => ({
  schema: 'lossgap/set-check/2',
  tool: { name: 'lossgap', version: '0' },
  status,
  files,
  checks: [{ name: 'pairs', status, code: 'x', text: `this one is a ${status}`, values: {} }],
  pairs: null,
  balance: [],
  drop: drop.map(id => ({ id, reasons: ['copied'] })),
  parameters: { seed: 1, permutations: 0, largestSample: 1, largestClassified: 1 },
})

const onRef = [file('set', 'ref'), file('against', 'test')]
const onPairs = [file('set', 'paraphrase'), file('source', 'test')]

test('items that the check dropped are left out and listed', () => {
  const { items, exclusions } = withoutDropped(sets.ref, [report(onRef)])
  expect(items.map(({ id }) => id)).toEqual(['a', 'c'])
  expect(exclusions).toEqual([{ reason: 'its set check says not to use it', ids: ['b'] }])
  expect(withoutDropped(sets.ref)).toBe(sets.ref)
})

test('a failed check bars, and says why; others do not', () => {
  const [failed] = setCheckOf('p', [report(onRef, 'fail')])
  expect(failed).toMatchObject({
    status: 'fail',
    code: 'set_check_failed',
    text: 'this one is a fail; 2 items that it names are left out',
  })
  expect(setCheckOf('p', [report(onRef, 'warn')])[0]).toMatchObject({ status: 'warn' })
  expect(setCheckOf('p', [report(onRef, 'warn', ['a', 'b'])])[0]!.text).toBe(
    'lossgap sets check passed it with 1 warning; 2 items that it names are left out',
  )
  expect(setCheckOf('p', [report(onRef, 'pass', ['a'])])[0]!.text).toBe(
    'lossgap sets check passed it; 1 item that it names is left out',
  )
  expect(setCheckOf('p', [report(onRef, 'pass', [])])[0]!.text).toBe('lossgap sets check passed it')
  expect(setCheckOf('p')).toEqual([])
})

test('of several reports on a set the worst counts, and all that any of them drops', () => {
  const both = [report(onRef, 'pass', ['a']), report(onRef, 'fail', ['b', 'a'])]
  for (const reports of [both, both.toReversed()]) {
    const { ref } = fittingReports(sets, reports)
    expect(setCheckOf('ref', ref)).toMatchObject([
      { status: 'fail', code: 'set_check_failed', values: { dropped: 2, reports: 2 } },
    ])
    expect(withoutDropped(sets.ref, ref).items.map(({ id }) => id)).toEqual(['c'])
  }
})

describe('a report counts', () => {
  test.each([
    ['ref', onRef],
    ['ref', [...onRef, file('train', 'any')]],
    ['test', [file('set', 'test'), file('against', 'ref')]],
    ['paraphrase', onPairs],
    ['paraphrase', [...onPairs, file('against', 'test')]],
    ['ref-paraphrase', [file('set', 'ref-paraphrase'), file('source', 'ref')]],
  ])('on %s', (role, files) => {
    const one = report(files)
    expect(fittingReports(sets, [one])).toEqual({ [role]: [one] })
  })
})

describe('a report is refused', () => {
  test.each([
    [
      'on another version of the file',
      [file('set', 'ref', { sha256: 'old' }), onRef[1]!],
      /is on none of the sets/,
    ],
    [
      'on other rows of the file',
      [file('set', 'ref', { name: 'ref.jsonl#0:60', itemsSha256: 'of 60' }), onRef[1]!],
      /is on other rows, or texts, of the file: ref\.jsonl#0:60 .* was checked, the audit reads ref\.jsonl /,
    ],
    [
      'against something else',
      [onRef[0]!, file('against', 'other')],
      /was made against something else: other\.jsonl/,
    ],
    [
      'against other rows of the test set',
      [onRef[0]!, file('against', 'test', { itemsSha256: 'of 60' })],
      /was made against something else/,
    ],
    [
      'on the reference set without the test set',
      [onRef[0]!, file('train', 'test')],
      /was made without --against/,
    ],
    ['on the reference set as a paraphrase', [...onRef, file('source', 'test')], /judges it as a paraphrase/],
    ['on paraphrases of something else', [onPairs[0]!, file('source', 'ref')], /against something else/],
    [
      'on paraphrases without their pairs',
      [onPairs[0]!, file('against', 'test')],
      /was made without --pairs/,
    ],
    // The source of a paraphrase set is no set that was checked.
    [
      'that has a set only as a source',
      [file('set', 'other'), file('source', 'test')],
      /is on none of the sets/,
    ],
    [
      'on a set that is not in the audit',
      [file('set', 'train'), file('against', 'test')],
      /is on none of the sets/,
    ],
  ])('%s', (_, files, message) => {
    expect(() => fittingReports(sets, [report(onRef), report(files)])).toThrow(message)
  })
})
