import type { AuditReport, Sequential } from '../../audit-report.js'
import { percent } from '../../format.js'
import { wrap } from '../table.js'

/** How far scoring went, why it ended, and what scoring the rest would add. */
export function sequentialLines({ families }: AuditReport, sequential: Sequential, width: number): string[] {
  const { looks, stoppedAt, scoredShare, itemsTotal } = sequential
  const last = looks[stoppedAt - 1]!
  const scored = sum(last.items)
  const rates = (alpha: string, clean: string) => `α ${alpha} (clean: ${clean})`
  const all = rates(percent(total(looks, 'alpha')), percent(total(looks, 'equivalenceAlpha')))
  const arms = families.filter(({ name }) => name !== 'train-split').length
  return [
    `Ended after ${scored} of ${itemsTotal} items (${Math.round(scoredShare * 100)} %), at look ${stoppedAt} of ${looks.length}: ${reasonOf(sequential)}.`,
    ...(looks.length > 1
      ? [
          `Looks at ${looks.map(({ items }) => sum(items)).join(', ')} items; ${rates(short(last.alpha), short(last.equivalenceAlpha))} allowed at this one, ${all} at all of them together. Raw gaps are not corrected for looks.`,
        ]
      : []),
    ...(stoppedAt < looks.length ? [restOf(sequential, itemsTotal - scored, arms)] : []),
  ].flatMap(line => wrap(line, width - 2))
}

function reasonOf({ stoppedBecause, looks }: Sequential): string {
  if (stoppedBecause === 'barred') return 'what bars a verdict does not depend on how many items are scored'
  if (stoppedBecause === 'settled') return 'the verdict is settled'
  return looks.length === 1 ? 'the sets are too small for a look at part of them' : 'all is scored'
}

function restOf({ stoppedBecause, looks, stoppedAt }: Sequential, left: number, arms: number): string {
  if (stoppedBecause === 'barred')
    return `The ${left} items left would make the numbers more exact and lead to no verdict.`
  const likely = looks[stoppedAt - 1]!.level === 'exposure-likely' && arms > 1
  return `The ${left} items left would narrow the intervals${likely ? ', and with the other arm may turn likely into strong or contradict it' : ''}.`
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const total = (looks: Sequential['looks'], rate: 'alpha' | 'equivalenceAlpha') =>
  sum(looks.map(look => look[rate]))
const short = (rate: number) => String(Number(rate.toPrecision(3)))
