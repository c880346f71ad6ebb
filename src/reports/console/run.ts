import type { ChalkInstance } from 'chalk'
import type { AuditReport } from '../../audit-report.js'
import { shortNames } from '../../short-names.js'
import { wrap } from '../table.js'
import { weightsOf } from '../weights.js'
import { ROLES } from './roles.js'

/** Validity checks, a mark and a sentence each. */
export function checkLines({ checks }: AuditReport, chalk: ChalkInstance, width: number): string[] {
  const marks = { pass: chalk.green('✓'), warn: chalk.yellow('!'), fail: chalk.red('✗') }
  return checks.flatMap(check => {
    const [first, ...rest] = wrap(`${check.name}: ${check.text}`, width - 2, '  ')
    return [`${marks[check.status]}${first!.slice(1)}`, ...rest]
  })
}

/** Models, precision, exclusions and parameters. */
export function runLines(report: AuditReport, width: number): string[] {
  const { model, referenceModels, sets, parameters } = report
  const names = shortNames([model, ...referenceModels].map(({ name }) => name))
  const of = ({ identity, window, textsWindowed }: AuditReport['model']) =>
    `${identity.precision} on ${identity.provider}, ${identity.runtime}, BOS ${identity.bos}, window ${window}` +
    (textsWindowed > 0 ? ` (${textsWindowed} longer texts)` : '')
  const notes = [model, ...referenceModels].flatMap(({ notes }) => notes)
  const exclusions = sets.flatMap(set =>
    set.exclusions.map(({ reason, ids }) => `${ROLES[set.role]}: ${ids.length} left out, ${reason}`),
  )
  const references = referenceModels.map(
    (reference, k) => `reference ${names[k + 1]}: ${of(reference)}; weights ${weightsOf(report, reference)}`,
  )
  const { alpha, equivalenceAlpha, power, seed } = parameters
  return [
    `audited ${names[0]}: ${of(model)}`,
    ...references,
    ...exclusions,
    ...[...new Set(notes)],
    `α ${alpha} (clean: ${equivalenceAlpha}), power ${power}, seed ${seed}`,
  ].flatMap(line => wrap(line, width - 2))
}
