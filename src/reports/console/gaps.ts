import type { AuditReport, Family } from '../../audit-report.js'
import { percent, pText, signed } from '../../format.js'
import { CONTRAST_COLUMNS, contrastCells, FAMILIES, isMarked } from '../contrasts.js'
import { left, right, table } from '../table.js'

/** Raw gaps with their tests, one-sided towards a leak. */
export function gapLines(report: AuditReport): string[] {
  const lines = table([left(''), ...CONTRAST_COLUMNS.map(right)], report.contrasts.map(contrastCells))
  return isMarked(report)
    ? [
        ...lines,
        '! the gap depends on whether tokens or items are weighted equally: item lengths matter here',
      ]
    : lines
}

/** The effects that the verdict rests on. */
export function familyLines({ families, parameters }: AuditReport): string[] {
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
  // Also of a look: its own level is higher, so that the intervals of all looks together have this one.
  const level = 1 - 2 * parameters.alpha
  const lines = table(
    [
      left(''),
      right('effect'),
      right('s.e.'),
      right(`${percent(level)} interval`),
      right('p (Holm)'),
      right('counts from'),
      right('could see'),
      right('references'),
      left('finding'),
    ],
    families.map(row),
  )
  return [...lines, ...families.flatMap(shareLine)]
}

/** Said where it may mean something: of a gap that counts, and is not absent. */
function shareLine({ name, eligible, finding, exposedShare }: Family): string[] {
  if (exposedShare === null || !eligible || finding === 'absent') return []
  const { estimate, lowerBound, level } = exposedShare
  const of = { 'loss-gap': 'test', 'train-split': 'train', paraphrase: '' }[name]
  return [
    `Share of the ${of} items that look exposed: about ${Math.round(100 * estimate)} % (at least ${Math.floor(100 * lowerBound)} %, ${percent(level)} confidence)`,
  ]
}
