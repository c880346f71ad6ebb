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
  const dropped = droppedBy(reports).length
  const said = failed.length > 0 ? failed.join('; ') : passedText(warned)
  return [
    {
      name: `${name}: set check`,
      status,
      code: `set_check_${{ pass: 'passed', warn: 'warned', fail: 'failed' }[status]}`,
      text:
        dropped === 0
          ? said
          : `${said}; ${dropped} ${dropped === 1 ? 'item that it names is' : 'items that it names are'} left out`,
      values: { dropped, reports: reports.length },
    },
  ]
}

const passedText = (warned: number) =>
  warned === 0
    ? 'lossgap sets check passed it'
    : `lossgap sets check passed it with ${warned} ${warned === 1 ? 'warning' : 'warnings'}`
