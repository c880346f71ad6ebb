import type { Check } from '../audit-report.js'
import { type SetCheckReport, worst } from '../set-checks/report.js'
import type { ItemSet } from '../types.js'
import { without } from './align.js'

/** The set without the items that any of its checks says must not be used. */
export function withoutDropped(set: ItemSet, reports: readonly SetCheckReport[] = []): ItemSet {
  const present = new Set(set.items.map(({ id }) => id))
  return without(
    set,
    droppedBy(reports).filter(id => present.has(id)),
    'its set check says not to use it',
  )
}

function droppedBy(reports: readonly SetCheckReport[]): string[] {
  return [...new Set(reports.flatMap(({ drop }) => drop.map(({ id }) => id)))]
}

/** What the set's own checks say of it as a whole, the worst of them; none where it was not checked. */
export function setCheckOf(name: string, reports: readonly SetCheckReport[] = []): Check[] {
  if (reports.length === 0) return []
  const status = worst(reports.map(report => report.status))
  const checks = reports.flatMap(report => report.checks)
  const failed = [...new Set(checks.filter(check => check.status === 'fail').map(({ text }) => text))]
  const warned = checks.filter(check => check.status === 'warn').length
  return [
    {
      name: `${name}: set check`,
      status,
      code: `set_check_${{ pass: 'passed', warn: 'warned', fail: 'failed' }[status]}`,
      text:
        failed.length > 0
          ? failed.join('; ')
          : `lossgap sets check found nothing against it${warned > 0 ? `, with ${warned} ${warned === 1 ? 'warning' : 'warnings'}` : ''}`,
      values: { dropped: droppedBy(reports).length, reports: reports.length },
    },
  ]
}
