import type { Check } from '../audit-report.js'
import { LossgapError } from '../errors.js'
import type { SetCheckReport } from '../set-checks/report.js'
import type { ItemSet } from '../types.js'
import { without } from './align.js'

/** The report of `lossgap sets check` on this very file, if there is one. */
function reportOn({ sha256 }: ItemSet, reports: readonly SetCheckReport[]): SetCheckReport | undefined {
  return reports.find(({ files }) => files.some(file => file.role === 'set' && file.sha256 === sha256))
}

/** The set without the items that its check says must not be used. */
export function withoutDropped(set: ItemSet, reports: readonly SetCheckReport[]): ItemSet {
  const present = new Set(set.items.map(({ id }) => id))
  const dropped = reportOn(set, reports)?.drop.map(({ id }) => id) ?? []
  return without(
    set,
    dropped.filter(id => present.has(id)),
    'its set check says not to use it',
  )
}

/** What the set's own check says of it as a whole; none where it was not checked. */
export function setCheckOf(name: string, set: ItemSet, reports: readonly SetCheckReport[]): Check[] {
  const report = reportOn(set, reports)
  if (report === undefined) return []
  const failed = report.checks.filter(({ status }) => status === 'fail').map(({ text }) => text)
  const warned = report.checks.filter(({ status }) => status === 'warn').length
  return [
    {
      name: `${name}: set check`,
      status: report.status,
      code: `set_check_${{ pass: 'passed', warn: 'warned', fail: 'failed' }[report.status]}`,
      text:
        failed.length > 0
          ? failed.join('; ')
          : `lossgap sets check found nothing against it${warned > 0 ? `, with ${warned} warnings` : ''}`,
      values: { dropped: report.drop.length },
    },
  ]
}

/** @throws LossgapError SCORES_INCOMPATIBLE when a report is on none of the sets: it would be silently left aside. */
export function refuseStrayReports(sets: readonly ItemSet[], reports: readonly SetCheckReport[]): void {
  const stray = reports.find(report => !sets.some(set => reportOn(set, [report]) !== undefined))
  if (stray === undefined) return
  const { name, sha256 } = stray.files.find(({ role }) => role === 'set')!
  throw new LossgapError(
    'SCORES_INCOMPATIBLE',
    `--set-check: the report on ${name} (sha256 ${sha256.slice(0, 12)}…) is on none of the sets of this audit`,
    'Check the set again with lossgap sets check, or leave the report out',
  )
}
