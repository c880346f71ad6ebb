import type { AuditReport, Family } from '../audit-report.js'
import type { ComparedAudit, ComparisonReport } from '../comparison-report.js'
import { LossgapError } from '../errors.js'
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.js'
import { VERSION } from '../version.js'

/** A report, and the file that it was read from. */
export interface NamedReport {
  readonly file: string
  readonly report: AuditReport
}

/**
 * Judges many audits together. Each keeps its error rate α by itself; of a hundred clean models one would be called
 * exposed all the same. The smallest Holm-adjusted p over an audit's eligible families and its order test is a p-value of "no family of
 * this audit shows exposure"; over the audits these are adjusted by Benjamini and Hochberg, and one is called exposed
 * if its own verdict says so and its q is at most `rate`.
 *
 * Audits without an eligible family have no p-value: they are listed, not counted as tests, and never called.
 * @throws LossgapError REPORTS_REPEAT when two reports are of the same models on the same test and reference set: one question would count twice.
 */
export function compareAudits(reports: readonly NamedReport[], rate: number): ComparisonReport {
  refuseRepeats(reports)
  const pValues = reports.map(({ report }) => auditP(report))
  const tested = pValues.flatMap(p => (p === null ? [] : [p]))
  const adjusted = benjaminiHochberg(tested)
  let next = 0
  const audits = reports.map(({ file, report }, r): ComparedAudit => {
    const qValue = pValues[r] === null ? null : adjusted[next++]!
    const { effect, interval } = decidingFamily(report)
    const { level } = report.verdict
    return {
      file,
      model: report.model.name,
      test: report.sets[0]!.name,
      level,
      effect,
      interval,
      pValue: pValues[r]!,
      qValue,
      called: level.startsWith('exposure') && qValue !== null && qValue <= rate,
    }
  })
  return {
    schema: 'lossgap/comparison/1',
    tool: { name: 'lossgap', version: VERSION },
    falseDiscoveryRate: rate,
    tested: tested.length,
    called: audits.filter(({ called }) => called).length,
    audits,
  }
}

const testFamilies = ({ families }: AuditReport) => families.filter(({ name }) => name !== 'train-split')

function auditP(report: AuditReport): number | null {
  const order = report.order?.eligible ? report.order.pHolm : null
  const eligible = testFamilies(report).filter(family => family.eligible)
  const pValues = [...eligible.map(({ pHolm }) => pHolm), ...(order === null ? [] : [order])]
  return pValues.length === 0 ? null : Math.min(1, Math.min(...pValues) * looksTaken(report))
}

/** A p-value of one of several looks counts by what that look may spend of alpha (Bonferroni over looks, weighted). */
function looksTaken({ sequential, parameters }: AuditReport): number {
  return sequential === null ? 1 : parameters.alpha / sequential.looks[sequential.stoppedAt - 1]!.alpha
}

/** The eligible family with the smallest p, or else the first: the one whose effect a reader asks for. */
function decidingFamily(report: AuditReport): Family {
  const families = testFamilies(report)
  const eligible = families.filter(family => family.eligible)
  return [...eligible].sort((a, b) => a.pHolm - b.pHolm)[0] ?? families[0]!
}

function refuseRepeats(reports: readonly NamedReport[]): void {
  const seen = new Map<string, string>()
  for (const { file, report } of reports) {
    const key = JSON.stringify([
      report.model.identity.modelSha256,
      report.referenceModels.map(({ identity }) => identity.modelSha256),
      // Whatever else was given (train split, paraphrases): it is this test set beside this reference set that is tested.
      report.sets
        .filter(({ role }) => role === 'test' || role === 'ref')
        .map(({ role, sha256, template, loss }) => [role, sha256, template, loss.items]),
    ])
    const earlier = seen.get(key)
    if (earlier !== undefined)
      throw new LossgapError(
        'REPORTS_REPEAT',
        `${earlier} and ${file} are audits of the same models on the same test and reference set`,
        'Name one of them: in both, one question would be counted twice',
      )
    seen.set(key, file)
  }
}
