import type { AuditReport, Contrast, Family } from '../audit-report.js'
import { pText, signed } from '../format.js'

/** What the families of an audit ask about, in a word or two. */
export const FAMILIES: Readonly<Record<Family['name'], string>> = {
  'loss-gap': 'test set',
  'train-split': 'train split',
  paraphrase: 'paraphrases',
}

const CONTRASTS = { delta1: 'Δ1 = test − reference', delta2: 'Δ2 = test − train' } as const

/** Columns of the raw gaps, behind that of their names. */
export const CONTRAST_COLUMNS = [
  ...['per token', 'per item', '95 % interval', 'bits/byte'],
  ...['Welch p', 'Mann–Whitney p', 'permutation p'],
] as const

/** A raw gap with its tests, one-sided towards a leak; the cells of its row. */
export function contrastCells({
  name,
  tokenWeighted,
  itemWeighted,
  bitsPerByte,
  interval,
  tests,
  weightingSensitive,
}: Contrast): string[] {
  const side = name === 'delta1' ? 'less' : 'greater'
  return [
    CONTRASTS[name],
    signed(tokenWeighted),
    signed(itemWeighted) + (weightingSensitive ? ' !' : ''),
    `${signed(interval.lower)} to ${signed(interval.upper)}`,
    signed(bitsPerByte),
    tests.welch ? pText(tests.welch.pValue[side]) : 'clusters',
    tests.mannWhitney ? pText(tests.mannWhitney.pValue[side]) : 'clusters',
    pText(tests.permutation.pValue[side]),
  ]
}

/** Whether a gap is marked with "!", which then has to be explained. */
export const isMarked = ({ contrasts }: AuditReport) =>
  contrasts.some(({ weightingSensitive }) => weightingSensitive)
