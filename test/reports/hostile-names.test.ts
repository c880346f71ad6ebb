import { describe, expect, test } from 'vitest'
import { consoleReport, verdictReport } from '../../src/reports/console/index.js'
import { jsonReport } from '../../src/reports/json.js'
import { lossTable } from '../../src/reports/losses.js'
import { escapeUnprintable, printable } from '../../src/reports/printable.js'
import type { ScoredModel } from '../../src/scoring/score-sets.js'
import type { ItemSet } from '../../src/types.js'
import { sampleReport } from '../generators/report.js'

/** Names that a terminal would obey: each with what is shown in its place. */
const HOSTILE = [
  ['colours', 'a\x1b[31mred', 'a\\u001b[31mred'],
  ['a screen that is cleared', '\x1b[2J\x1b[Hclean', '\\u001b[2J\\u001b[Hclean'],
  ['a title that is set', '\x1b]0;owned\x07x', '\\u001b]0;owned\\u0007x'],
  ['one byte for ESC [', 'a\x9b2Kb', 'a\\u009b2Kb'],
  ['a line of its own', 'a\nNO EXPOSURE DETECTED', 'a\\u000aNO EXPOSURE DETECTED'],
  ['a carriage return', 'EXPOSED\rclean', 'EXPOSED\\u000dclean'],
  ['a backspace and a tab', 'a\b\tb', 'a\\u0008\\u0009b'],
  ['letters from right to left', 'a\u202etset\u202c', 'a\\u202etset\\u202c'],
  ['isolates and marks', '\u2066a\u2069\u200f\u061c', '\\u2066a\\u2069\\u200f\\u061c'],
  ['what is not there to the eye', 'a\u200bb\ufeffc\u00add\u2060', 'a\\u200bb\\ufeffc\\u00add\\u2060'],
  [
    'tags and selectors that hold a text',
    'a\u{e0041}\ufe01\u{e0101}',
    'a\\udb40\\udc41\\ufe01\\udb40\\udd01',
  ],
  ['joiners that join nothing', 'a\u200db\u200c', 'a\\u200db\\u200c'],
  ['line separators of Unicode', 'a\u2028b\u2029c\u0085d', 'a\\u2028b\\u2029c\\u0085d'],
] as const

const CONTROL = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const plain = { colourLevel: 0, width: 100 } as const
const benign = sampleReport({ model: 'models/benign', testName: 'data/benign' })
const linesOf = (text: string) => text.split('\n').length

describe.each(HOSTILE)('%s in a name', (_, name, shown) => {
  const report = sampleReport({ model: `models/${name}`, testName: `data/${name}` })
  test.each([
    ['console', consoleReport],
    ['verdict', verdictReport],
  ] as const)('cannot break the %s report', (_, render) => {
    // Wide enough that nothing wraps: then every name has as many lines as any other.
    const text = render(report, { colourLevel: 0, width: 1000 })
    expect(text).not.toMatch(CONTROL)
    expect(linesOf(text)).toBe(linesOf(render(benign, { colourLevel: 0, width: 1000 })))
    expect(text).toContain(shown)
  })
  test('is kept in the JSON report, whose bytes a terminal may see', () => {
    const text = jsonReport(report)
    expect(text).not.toMatch(CONTROL)
    expect(linesOf(text)).toBe(linesOf(jsonReport(benign)))
    expect(JSON.parse(text)).toEqual(report)
  })
  test('cannot break the table of losses', () => {
    const set: ItemSet = { ...emptySet, name: `data/${name}` }
    const text = lossTable([set], { scores: [[]] } as unknown as ScoredModel)
    expect(text).not.toMatch(CONTROL)
    expect(linesOf(text)).toBe(3)
  })
})

const emptySet: ItemSet = {
  name: '',
  path: '',
  sha256: '',
  itemsSha256: 'items',
  template: '{text}',
  items: [],
  exclusions: [],
}

test('notes and reasons are safe as well, and the colours of the report itself stay', () => {
  const report = {
    ...benign,
    model: { ...benign.model, notes: ['note \x1b[8mhidden'] },
    verdict: { ...benign.verdict, reasons: [{ code: 'x', text: 'why \x1b[8mhidden' }] },
  }
  expect(consoleReport(report, plain)).not.toMatch(CONTROL)
  expect(consoleReport(report, { ...plain, colourLevel: 1 })).not.toContain('\x1b[8m')
  expect(consoleReport(report, { ...plain, colourLevel: 1 })).toContain('\x1b[1m')
})

test('names of every script stay as they are', () => {
  for (const name of ['試験.jsonl', 'тест', 'מבחן', 'naïve – “test”', 'a b', '\u0601\u0661'])
    expect(escapeUnprintable(name)).toBe(name)
})

/** Sequences of emoji-test.txt, of the Unicode Standard's chapters on the scripts, and of the Ideographic Variation Database. */
test.each([
  ['ZWJ between emoji', '\u{1f469}\u200d\u{1f52c}'],
  ['and after a skin tone', '\u{1f469}\u{1f3fd}\u200d\u{1f52c}'],
  ['and after a selector', '\u{1f3f3}\ufe0f\u200d\u{1f308}'],
  ['keycap', '1\ufe0f\u20e3'],
  ['Persian', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
  ['Hindi half form', '\u0915\u094d\u200d\u0937'],
  ['Sinhala', '\u0dc1\u0dca\u200d\u0dbb\u0dd3'],
  ['Mongolian', '\u182d\u180b'],
  ['Han variant', '\u845b\u{e0100}'],
])('a joiner or selector that belongs there stays: %s', (_, name) => {
  expect(escapeUnprintable(name)).toBe(name)
  // Twice in a row it says nothing of a script.
  const doubled = name.replace(/\p{Variation_Selector}/u, '$&$&')
  if (doubled !== name) expect(escapeUnprintable(doubled)).not.toBe(doubled)
})

test('all texts of a value are made printable, and nothing else is changed', () => {
  const value = { a: ['x\n', 1, null, true], b: { c: '\x1b' }, d: 0.5 }
  expect(printable(value)).toEqual({ a: ['x\\u000a', 1, null, true], b: { c: '\\u001b' }, d: 0.5 })
  expect(value.a[0]).toBe('x\n')
})
