import type { Baseline } from '../gate-baseline.js'
import type { GateReason, GateReport } from '../gate-report.js'
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
  /** undefined where there is none yet, or where this checkpoint is to be accepted anew. */
  readonly contents: Baseline | undefined
  readonly checkpoint: ScoredCheckpoint
}

/** The state that later checkpoints are compared with, now or already; never one that the audit calls exposed. */
export function accepted(
  judgement: Judged,
  {
    file,
    contents,
    checkpoint,
    plan,
    anew,
    unreadable = false,
  }: InBaseline & {
    readonly plan: Baseline['plan']
    readonly anew: boolean
    /** Whether the file was there, and is to be replaced unread. */
    readonly unreadable?: boolean
  },
): Settled {
  const { audit, outcome, reasons } = judgement
  const fit = isFit(judgement)
  const [name] = shortNames([checkpoint.name])
  const text =
    contents || fit
      ? acceptedText(file, name!)
      : `${file} was not written: a state that is ${outcome === 'closed' ? 'exposed' : 'not fit to be compared with'} is not accepted`
  const holds = contents || fit ? 'accepted' : 'nothing'
  const told = contents
    ? judgement
    : { ...judgement, reasons: [...reasons, uncompared(file, { anew, fit, unreadable })] }
  return {
    report: gateReport(told, { file, holds, text }, null, contents?.tested ?? []),
    baseline: contents || !fit ? undefined : pinned(checkpoint, plan, audit!.verdict.level),
  }
}

export const acceptedText = (file: string, name: string) =>
  `${file} holds ${name} as the accepted state: later checkpoints are compared with it`

/** Whether later checkpoints may be compared with this one. */
export function isFit({ audit, outcome }: Judged): boolean {
  const few = (audit?.checks ?? []).some(({ status, code }) => status === 'fail' && code === 'too_few_items')
  return outcome !== 'closed' && outcome !== 'failed-check' && !few
}

/** A pipeline that lost its baseline must not look like one whose comparison found nothing. */
function uncompared(
  file: string,
  { anew, fit, unreadable }: Readonly<Record<'anew' | 'fit' | 'unreadable', boolean>>,
): GateReason {
  const why = unreadable
    ? `This checkpoint was to be accepted anew, and ${file} is no baseline that this version reads`
    : anew
      ? 'This checkpoint was to be accepted anew'
      : `First run, there was no ${file}`
  const after = fit
    ? 'and this checkpoint became the accepted state'
    : anew
      ? 'and the baseline stays as it was'
      : 'and none was written'
  const lost = anew
    ? ''
    : ' If earlier checkpoints were gated, their baseline was lost: restore it where the pipeline looks for it. --require-baseline, or monitoring.require in the policy, makes that an error.'
  return {
    code: fit ? 'baseline_pinned' : 'baseline_absent',
    source: 'monitoring',
    level: unreadable ? 'warning' : 'note',
    text: `${why}: nothing was compared, ${after}.${lost}`,
  }
}

/**
 * A later checkpoint. Where a check failed or items are too few, no test was made and none is spent.
 *
 * One that is inconclusive is what the next is compared with, whether or not the policy lets the pipeline pass: beside open ones
 * only, the drift of a step would never be learnt. What its step may have hidden stays in the effect since the accepted state.
 */
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
  const [name] = shortNames([checkpoint.name])
  if (known !== undefined) {
    const { tested } = contents
    const baseline = { file, holds: 'checkpoint', text: knownText(file, name!, known, outcome) } as const
    return { report: gateReport(judgement, baseline, known, tested), baseline: undefined }
  }
  const own = { ...monitoring, audit: audit!.verdict.level }
  if (!monitoring.enough || outcome === 'failed-check') {
    const baseline = {
      file,
      holds: 'nothing',
      text: `${file} stays as it is: no test was made of ${name}`,
    } as const
    const untested = { ...own, outcome: null, letThrough: null }
    return { report: gateReport(judgement, baseline, untested, contents.tested), baseline: undefined }
  }
  // Parsed, so that a new test has its keys in the order of one that was read.
  const test = testedSchema.parse({ ...own, outcome, letThrough: outcome !== 'closed' })
  const next = advanced(contents, checkpoint, test)
  const baseline = { file, holds: 'checkpoint', text: heldText(file, name!, test) } as const
  return { report: gateReport(judgement, baseline, test, next.tested), baseline: next }
}

const FOLLOWS: Readonly<Record<TestedCheckpoint['outcome'], string>> = {
  open: '',
  inconclusive:
    ', inconclusive: the next one is compared with it and, as every one, with the accepted state, which shows what this step may have hidden',
  closed: ', which was not let through: the next one is compared with the one before',
}

function heldText(file: string, name: string, { checkpoint, outcome }: TestedCheckpoint): string {
  return `${file} holds ${name} as checkpoint ${checkpoint}${FOLLOWS[outcome]}`
}

/** The first result stays, also where another version of lossgap judges otherwise. */
function knownText(file: string, name: string, known: TestedCheckpoint, now: GateReport['outcome']): string {
  if (known.outcome === now) return heldText(file, name, known)
  const wrong =
    known.outcome === 'closed'
      ? 'remove the file, and accept a checkpoint that was looked at with --update-baseline'
      : 'accept a checkpoint that was looked at as the new state with --update-baseline'
  return `${file} holds ${name} as checkpoint ${known.checkpoint}, judged ${known.outcome} when it was tested, which this run does not change. Where that was wrong, ${wrong}`
}
