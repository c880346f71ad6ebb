import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { compareAudits } from '../../src/comparison/compare.js'
import { itemCaveats } from '../../src/gaps/item-caveats.js'
import { powerCurve } from '../../src/planning/curve.js'
import { htmlReport, type PageParts } from '../../src/reports/html/index.js'
import type { Run, RunItem } from '../../src/runs/run.js'
import { createRandom } from '../../src/statistics/random.js'
import type { TokenScores } from '../../src/types.js'
import { type Sample, sampleReport } from './report.js'

interface SampleRun extends Sample {
  readonly file?: string
  /** By default twenty; null where the run has none. */
  readonly items?: readonly RunItem[] | null
  readonly missing?: readonly string[]
}

/** A run of which everything but the items follows from a simulated report. */
export function sampleRun({
  file = 'runs/a/report.json',
  items = sampleItems(20),
  missing = [],
  ...sample
}: SampleRun = {}): Run {
  const report = sampleReport(sample)
  return {
    file,
    report,
    power: powerCurve(report),
    items: items ?? undefined,
    itemCaveats: itemCaveats(report),
    pairs: undefined,
    missing,
  }
}

const WORDS =
  'a baker sells thirty loaves on Monday and half as many on each day after that how many are left'.split(' ')

/** Items of `words` words, as many tokens, most familiar first. */
export function sampleItems(count: number, words = 24): RunItem[] {
  const random = createRandom('sample items')
  return Array.from({ length: count }, (_, i) => {
    const text = Array.from({ length: words }, () => WORDS[random.integer(WORDS.length)]).join(' ')
    return itemOf(`item-${i}`, text, { familiarity: 1 - i / count, pValue: (1 + i) / (1 + count) })
  })
}

/** An item whose tokens are its words, each with the space before it. */
export function itemOf(id: string, text: string, values: Partial<RunItem> = {}): RunItem {
  const tokens = tokensOf(id, text.match(/\s*\S+/g) ?? [text])
  return {
    id,
    loss: 1.2,
    referenceLoss: 1.5,
    familiarity: 0.3,
    pValue: 0.01,
    qValue: 0.05,
    text,
    tokens,
    ...values,
  }
}

/** Scores of these pieces of a text that have nothing before them; every number follows from the place. */
export function tokensOf(itemId: string, pieces: readonly string[]): TokenScores {
  const ends: number[] = []
  for (const piece of pieces) ends.push((ends.at(-1) ?? 0) + new TextEncoder().encode(piece).length)
  const of = (value: (t: number) => number) => Float64Array.from(pieces, (_, t) => value(t))
  return {
    itemId,
    tokenId: Int32Array.from(pieces, (_, t) => t),
    logProb: of(t => -((t * 7) % 60) / 10),
    vocabMean: of(() => -2),
    vocabStd: of(() => 1.6),
    rank: Int32Array.from(pieces, (_, t) => ((t * 7) % 60) ** 2),
    byteStart: Int32Array.from([0, ...ends.slice(0, -1)]),
    byteEnd: Int32Array.from(ends),
  }
}

/** The parts of a page as the command line gives them. */
export const pageParts: PageParts = {
  style: readFileSync(new URL('../../web/report.css', import.meta.url), 'utf8'),
  script: readFileSync(new URL('../../web/report.js', import.meta.url), 'utf8'),
  sha256: text => createHash('sha256').update(text).digest('base64'),
}

export function pageOfRuns(runs: readonly Run[]): string {
  return htmlReport(runs, compareAudits(runs, 0.1), pageParts)
}
