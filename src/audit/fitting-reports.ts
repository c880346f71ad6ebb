import { LossgapError } from '../errors.js'
import type { SetCheckReport } from '../set-checks/report.js'
import type { ItemSet, Role } from '../types.js'

/** The sets of an audit, whole, by what they are in it. */
export type AuditedSets = Readonly<Partial<Record<Role, ItemSet | undefined>>>

/** The reports on each set of an audit. */
export type SetChecks = Readonly<Partial<Record<Role, readonly SetCheckReport[]>>>

type CheckedFile = SetCheckReport['files'][number]

/**
 * What a set is compared with in an audit, and the role that a check must have given that one. A paraphrase set is
 * judged by its pairs; a check by pairs asks less of the sets as wholes and is none for the others.
 */
const COMPARED: Readonly<Record<Role, { readonly with: Role; readonly as: 'against' | 'source' }>> = {
  test: { with: 'ref', as: 'against' },
  ref: { with: 'test', as: 'against' },
  train: { with: 'test', as: 'against' },
  paraphrase: { with: 'test', as: 'source' },
  'ref-paraphrase': { with: 'ref', as: 'source' },
}

/**
 * Sorts reports of `lossgap sets check` by the sets that they are on. A report counts where the set and what it was
 * checked against are those of this audit, to the row: the same file, range, template and ids.
 * @throws LossgapError SCORES_INCOMPATIBLE when one fits no set: it would be silently left aside, or say of one
 * comparison what was found of another.
 */
export function fittingReports(sets: AuditedSets, reports: readonly SetCheckReport[]): SetChecks {
  const fitting: Partial<Record<Role, SetCheckReport[]>> = {}
  for (const report of reports) {
    const objections: (string | undefined)[] = []
    for (const role of Object.keys(COMPARED) as Role[]) {
      const objection = objectionTo(report, role, sets)
      objections.push(objection)
      if (objection === undefined) fitting[role] = [...(fitting[role] ?? []), report]
    }
    // One that has the set's own file has come furthest, and tells most.
    if (objections.every(objection => objection !== undefined))
      throw stray(report, objections.find(objection => objection !== FOREIGN) ?? FOREIGN)
  }
  return fitting
}

const FOREIGN = 'is on none of the sets of this audit'

/** Why a report is none on the set of that role; undefined when it is one. */
function objectionTo({ files }: SetCheckReport, role: Role, sets: AuditedSets): string | undefined {
  const set = sets[role]
  const own = files.find(file => file.role === 'set')
  if (set === undefined || own?.sha256 !== set.sha256) return FOREIGN
  if (own.itemsSha256 !== set.itemsSha256)
    return `is on other rows, or texts, of the file: ${unlike(own, set)}`
  const { with: partnerRole, as } = COMPARED[role]
  const partner = sets[partnerRole]
  const option = { against: '--against', source: '--pairs' }[as]
  if (!files.some(file => file.role === as))
    return `was made without ${option}, but the audit compares the set with ${partner?.name}`
  // Where a paraphrase was checked against a set too, that one must be its original as well.
  const others = files.filter(file => file.role === 'against' || file.role === 'source')
  const other = others.find(
    file =>
      partner === undefined || file.itemsSha256 !== partner.itemsSha256 || file.sha256 !== partner.sha256,
  )
  if (other !== undefined)
    return `was made against something else: ${partner === undefined ? other.name : unlike(other, partner)}`
  return as === 'against' && others.some(file => file.role === 'source')
    ? 'judges it as a paraphrase (--pairs), which it is not in this audit'
    : undefined
}

/** The checked file beside what the audit reads, as far as they can be told apart in words. */
function unlike(file: CheckedFile, { name, sha256, template }: ItemSet): string {
  const show = (name: string, sha256: string, template: string) =>
    `${name} (sha256 ${sha256.slice(0, 12)}…, template ${JSON.stringify(template)})`
  return `${show(file.name, file.sha256, file.template)} was checked, the audit reads ${show(name, sha256, template)}`
}

function stray({ files }: SetCheckReport, why: string): LossgapError {
  const { name, sha256 } = files.find(({ role }) => role === 'set')!
  return new LossgapError(
    'SCORES_INCOMPATIBLE',
    `--set-check: the report on ${name} (sha256 ${sha256.slice(0, 12)}…) ${why}`,
    'Check the set again with lossgap sets check, with the files, rows, templates and ids of this audit, or leave the report out',
  )
}
