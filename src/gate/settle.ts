import type { Baseline } from '../gate-baseline.js'
import type { GateReport } from '../gate-report.js'
import { type MonitoringRecord, type TestedCheckpoint, testedSchema } from '../monitoring-record.js'
import { shortNames } from '../short-names.js'
import { advanced, pinned, type ScoredCheckpoint } from './baseline.js'
import { gateReport, type Judged } from './report.js'

export interface Settled {
  readonly report: GateReport
  /** The baseline to write; undefined where it stays as it is. */
  readonly baseline: Baseline | undefined
}

export interface InBaseline {
  readonly file: string
  readonly contents: Baseline | undefined
  readonly checkpoint: ScoredCheckpoint
}

/** The state that later checkpoints are compared with, now or already; never one that the audit calls exposed. */
export function accepted(
  judgement: Judged,
  { file, contents, checkpoint, plan }: InBaseline & { readonly plan: Baseline['plan'] },
): Settled {
  const { audit, outcome } = judgement
  const sound =
    outcome !== 'closed' &&
    !(audit?.checks ?? []).some(({ status, code }) => status === 'fail' && code === 'too_few_items')
  const fit = sound && outcome !== 'failed-check'
  const [name] = shortNames([checkpoint.name])
  const text =
    contents || fit
      ? `${file} holds ${name} as the accepted state: later checkpoints are compared with it`
      : `${file} was not written: a state that is ${outcome === 'closed' ? 'exposed' : 'not fit to be compared with'} is not accepted`
  const holds = contents || fit ? 'accepted' : 'nothing'
  return {
    report: gateReport(judgement, { file, holds, text }, null, contents?.tested ?? []),
    baseline: contents || !fit ? undefined : pinned(checkpoint, plan, audit!.verdict.level),
  }
}

/** A later checkpoint. Where a check failed or items are too few, no test was made and none is spent. */
export function compared(
  judgement: Judged,
  {
    file,
    contents,
    checkpoint,
    monitoring,
    known,
  }: InBaseline & {
    readonly contents: Baseline
    readonly monitoring: MonitoringRecord
    readonly known: TestedCheckpoint | undefined
  },
): Settled {
  const { outcome, audit } = judgement
  const became = known ?? { audit: audit!.verdict.level, letThrough: outcome !== 'closed' }
  // Parsed, so that a new test has its keys in the order of one that was read.
  const test = known ?? testedSchema.parse({ ...monitoring, ...became })
  const made = known !== undefined || (monitoring.enough && outcome !== 'failed-check')
  const next = made && !known ? advanced(contents, checkpoint, test) : undefined
  const [name] = shortNames([checkpoint.name])
  const text = made
    ? `${file} holds ${name} as checkpoint ${test.checkpoint}${test.letThrough ? '' : ', which was not let through: the next one is compared with the one before'}`
    : `${file} stays as it is: no test was made of ${name}`
  return {
    report: gateReport(
      judgement,
      { file, holds: made ? 'checkpoint' : 'nothing', text },
      test,
      (next ?? contents).tested,
    ),
    baseline: next,
  }
}
