import type { AuditReport, Contrast, Family } from '../../audit-report.js'
import { pText, signed } from '../../format.js'
import { table } from '../table.js'

const CONTRASTS = { delta1: 'Δ1 = test − reference', delta2: 'Δ2 = test − train' } as const
const FAMILIES = { 'loss-gap': 'test set', 'train-split': 'train split' } as const

/** Raw gaps with their tests, one-sided towards a leak. */
export function gapLines({ contrasts }: AuditReport): string[] {
  const row = ({
    name,
    tokenWeighted,
    itemWeighted,
    bitsPerByte,
    interval,
    tests,
    weightingSensitive,
  }: Contrast) => {
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
  const lines = table(
    [
      { heading: '', align: 'left' },
      { heading: 'per token', align: 'right' },
      { heading: 'per item', align: 'right' },
      { heading: '95 % interval', align: 'right' },
      { heading: 'bits/byte', align: 'right' },
      { heading: 'Welch p', align: 'right' },
      { heading: 'Mann–Whitney p', align: 'right' },
      { heading: 'permutation p', align: 'right' },
    ],
    contrasts.map(row),
  )
  return contrasts.some(contrast => contrast.weightingSensitive)
    ? [
        ...lines,
        '! the gap depends on whether tokens or items are weighted equally: item lengths matter here',
      ]
    : lines
}

/** The effects that the verdict rests on. */
export function familyLines({ families }: AuditReport): string[] {
  const findings = { found: 'found', absent: 'absent', open: 'open' } as const
  const row = (family: Family) => [
    FAMILIES[family.name],
    signed(family.effect),
    family.standardError.toFixed(3),
    `${signed(family.interval.lower)} to ${signed(family.interval.upper)}`,
    pText(family.pHolm),
    family.effectFloor.toFixed(3),
    family.minimumDetectableEffect.toFixed(3),
    String(family.references),
    family.eligible ? findings[family.finding] : 'not eligible',
  ]
  const level = families[0]!.interval.level
  return table(
    [
      { heading: '', align: 'left' },
      { heading: 'effect', align: 'right' },
      { heading: 's.e.', align: 'right' },
      { heading: `${Number((level * 100).toFixed(2))} % interval`, align: 'right' },
      { heading: 'p (Holm)', align: 'right' },
      { heading: 'counts from', align: 'right' },
      { heading: 'could see', align: 'right' },
      { heading: 'references', align: 'right' },
      { heading: 'finding', align: 'left' },
    ],
    families.map(row),
  )
}
