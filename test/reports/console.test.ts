import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { AuditReport } from '../../src/audit-report.js'
import { consoleReport, verdictReport } from '../../src/reports/console/index.js'
import { checksThatSay } from '../generators/checks.js'
import { sampleReport, stopped } from '../generators/report.js'

const plain = { colourLevel: 0, width: 100 } as const
const { enough, apart, someShared, alike, toldApart } = checksThatSay
const exposed = sampleReport({ leak: () => 0.3 })
const inconclusive = sampleReport({ checks: [enough, someShared, toldApart] })
/** So many items that the error leaves room below the floor. */
const cleared = sampleReport({ test: 600, ref: 600, train: 0, leak: () => 0 })

describe('verdict', () => {
  test.each([
    ['EXPOSED (likely)', exposed, 'exposure-likely'],
    ['NO EXPOSURE DETECTED', cleared, 'no-exposure-detected'],
    ['INCONCLUSIVE', inconclusive, 'inconclusive'],
  ] as const)('%s is the first line', (words, report, level) => {
    expect(report.verdict.level).toBe(level)
    expect(consoleReport(report, plain).split('\n')[0]).toBe(words)
    expect(verdictReport(report, plain).split('\n')[0]).toBe(words)
  })
  test('the sentences are there whole', () => {
    const text = unwrapped(consoleReport(inconclusive, plain))
    const { verdict, trainSplit } = inconclusive
    for (const { headline, evidence, errorRate, reasons } of [verdict, trainSplit!]) {
      for (const sentence of [headline, evidence, errorRate, ...reasons.map(reason => reason.text)])
        expect(text).toContain(sentence)
    }
    expect(text).toContain('[sets_told_apart]')
  })
})

/** Text with its line breaks taken out, for what may be wrapped. */
function unwrapped(text: string): string {
  return text.replace(/\s+/g, ' ')
}

describe('numbers', () => {
  const text = consoleReport(exposed, plain)
  const shown = (value: number, digits = 3) => Math.abs(value).toFixed(digits)
  test.each(exposed.sets.map(set => [set.role, set] as const))('every loss of the %s set', (role, set) => {
    const { items, tokens, tokenWeighted, itemWeighted, itemWeightedError, bitsPerByte, perplexity } =
      set.loss
    const leftOut = { test: '0', ref: '1', train: '2', paraphrase: '', 'ref-paraphrase': '' }[role]
    const cells = [
      ...[String(items), leftOut, String(tokens)],
      ...[tokenWeighted, itemWeighted, itemWeightedError!, bitsPerByte].map(value => shown(value)),
      shown(perplexity, 2),
    ]
    const line = text.split('\n').find(line => line.includes(`${role === 'ref' ? 'ref' : role}.jsonl  `))!
    expect(line.trim().split(/\s+/).slice(2)).toEqual(cells)
  })
  test.each(exposed.contrasts.map(contrast => [contrast.name, contrast] as const))(
    'of %s',
    (name, contrast) => {
      const line = text.split('\n').find(line => line.includes(name === 'delta1' ? 'Δ1 =' : 'Δ2 ='))!
      const { tokenWeighted, itemWeighted, bitsPerByte, interval } = contrast
      for (const value of [tokenWeighted, itemWeighted, bitsPerByte, interval.lower, interval.upper])
        expect(line).toContain((value < 0 ? '−' : '+') + shown(value))
    },
  )
  test.each(exposed.families.map((family, f) => [family.name, family, f] as const))(
    'of the family %s',
    (_, family, f) => {
      const heading = text.split('\n').findIndex(line => line.includes('p (Holm)'))
      const line = text.split('\n')[heading + 1 + f]!
      const { effect, standardError, interval, effectFloor, minimumDetectableEffect, finding } = family
      for (const value of [
        effect,
        standardError,
        interval.lower,
        interval.upper,
        effectFloor,
        minimumDetectableEffect,
      ])
        expect(line).toContain(shown(value))
      expect(line).toContain(finding)
    },
  )
  test('without a standard error, without independent items', () => {
    const [first, ...rest] = exposed.sets
    const single: AuditReport = {
      ...sampleReport({ clusterSize: 2 }),
      sets: [{ ...first!, loss: { ...first!.loss, itemWeightedError: null } }, ...rest],
    }
    const shownThen = consoleReport(single, plain)
    expect(shownThen).toContain('none')
    expect(shownThen.match(/clusters {2,}clusters/g)).toHaveLength(2)
  })
})

test('every check is listed with its mark, every exclusion with its count', () => {
  const text = consoleReport(inconclusive, plain)
  for (const [mark, check] of [
    ['✓', enough],
    ['!', someShared],
    ['✗', toldApart],
  ] as const)
    expect(text).toContain(`${mark} ${check.name}: ${check.text}`)
  expect(text.match(/the check says/g)).toHaveLength(8)
  expect(text).toContain('reference: 1 left out, also in the test set')
  expect(text).toContain('train: 2 left out, also in the test set')
})

test('a histogram has a bar for every bin that holds an item', () => {
  const [, ...lines] = section(consoleReport(exposed, plain), 'Loss per item')
  exposed.sets.forEach((set, s) => {
    const bars = lines[s + 1]!.slice(-exposed.bins.count - 20)
    expect(bars.replace(/[^▁-█]/gu, '')).toHaveLength(set.histogram.filter(items => items > 0).length)
    expect(bars).toContain('█')
  })
  expect(exposed.sets[0]!.histogram.reduce((sum, items) => sum + items, 0)).toBe(120)
})

function section(text: string, title: string): string[] {
  return text
    .split('\n\n')
    .find(part => part.startsWith(title))!
    .split('\n')
}

describe('layout', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
  const ANSI = /\x1b\[[0-9;]*m/g
  test('no colour at level 0, the same words at level 3', () => {
    const coloured = consoleReport(exposed, { ...plain, colourLevel: 3 })
    expect(consoleReport(exposed, plain)).not.toMatch(ANSI)
    expect(coloured).toMatch(ANSI)
    expect(coloured.replace(ANSI, '')).toBe(consoleReport(exposed, plain))
  })
  test.each([60, 80, 100])('prose keeps within %i columns', width => {
    const text = consoleReport(inconclusive, { colourLevel: 0, width })
    const prose = text
      .split('\n\n')
      .filter(part => !/^(Losses|Loss per item|Raw gaps|Decision)/.test(part))
      .join('\n')
    for (const line of prose.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(width)
    // It is wrapped and not cut off.
    expect(unwrapped(text)).toContain(inconclusive.verdict.evidence)
  })
  test('columns of a table stay aligned under wide characters', () => {
    const lines = section(consoleReport(sampleReport({ testName: 'data/試験.jsonl' }), plain), 'Losses')
    const ends = lines.slice(1).map(line => stringWidth(line))
    expect(new Set(ends).size).toBe(1)
  })
  test('no line ends in spaces, and the report ends in one line feed', () => {
    const text = consoleReport(exposed, plain)
    expect(text).not.toMatch(/[ \t]\n/)
    expect(text).toMatch(/[^\n]\n$/)
  })
})

test('the short form holds the verdict and the losses, and nothing on how', () => {
  const text = verdictReport(exposed, plain)
  expect(text).toContain(exposed.sets[0]!.loss.itemWeighted.toFixed(3))
  expect(text).not.toContain('Checks')
  expect(text).not.toContain('seed')
})

test('sets alike stay without a caveat on their difference', () => {
  expect(
    consoleReport(sampleReport({ leak: () => 0.3, checks: [enough, apart, alike] }), plain),
  ).not.toContain('A shift between the sets')
})

describe('an audit in parts', () => {
  const shown = (sequential: AuditReport['sequential'], report = cleared) =>
    unwrapped(consoleReport({ ...report, sequential }, plain))
  const all = { ...stopped, stoppedAt: 3, stoppedBecause: 'all-scored', scoredShare: 1 } as const
  const one = { ...all, looks: stopped.looks.slice(2), stoppedAt: 1 }

  test('says how far it went, what each look may spend, and what the rest would add', () => {
    const text = shown(stopped)
    expect(text).toContain('Ended after 400 of 1000 items (40 %), at look 2 of 3: the verdict is settled.')
    expect(text).toContain('Looks at 200, 400, 1000 items; α 0.0025 (clean: 0.0125) allowed at this one, ')
    expect(text).toContain('α 1 % (clean: 5 %) at all of them together')
    expect(text).toContain('The 600 items left would narrow the intervals.')
  })
  test('says that more items would not have helped', () => {
    expect(shown({ ...stopped, stoppedBecause: 'barred' })).toContain(
      'The 600 items left would make the numbers more exact and lead to no verdict.',
    )
  })
  test('with everything scored speaks of no rest', () => {
    expect(shown(all)).toContain('Ended after 1000 of 1000 items (100 %), at look 3 of 3: all is scored.')
    expect(shown(one)).toContain('the sets are too small for a look at part of them.')
    for (const record of [all, one]) expect(shown(record)).not.toMatch(/items left would/)
  })
  test('warns that the other arm may speak where one of two was enough', () => {
    const looks = stopped.looks.map((look, l) =>
      l === 1 ? { ...look, level: 'exposure-likely' as const } : look,
    )
    const [gap] = exposed.families
    const arms = { ...exposed, families: [gap!, { ...gap!, name: 'paraphrase' as const }] }
    expect(shown({ ...stopped, looks }, arms)).toContain('may turn likely into strong or contradict it')
    expect(shown({ ...stopped, looks }, exposed)).not.toContain('the other arm')
  })
  test('is not mentioned where nobody asked for it', () => {
    expect(shown(null)).not.toMatch(/sequential|look \d/)
  })
})
