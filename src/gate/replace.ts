import { EXIT } from '../errors.js'
import type { Baseline } from '../gate-baseline.js'
import type { GateReason, GateReport } from '../gate-report.js'
import type { MonitoringRecord, TestedCheckpoint } from '../monitoring-record.js'
import { shortNames } from '../short-names.js'
import {
  checkpointNumber,
  lossDifferences,
  pinned,
  planDifferences,
  recordOf,
  runtimeNotes,
  type ScoredCheckpoint,
} from './baseline.js'
import { type GateFacts, gateReport, type Judged, judged } from './report.js'
import { acceptedText, isFit, type Settled } from './settle.js'

export interface Replacing {
  readonly file: string
  readonly checkpoint: ScoredCheckpoint
  /** By which the sequence that begins anew would spend alpha. */
  readonly plan: Baseline['plan']
  /** What the file holds. */
  readonly replaced: Baseline
  /** Tests the checkpoint as the next of the sequence that is to end. */
  readonly test: (plan: Baseline['plan']) => MonitoringRecord
}

/**
 * A checkpoint that is to be accepted in place of what a baseline holds. It is compared with that first, as any checkpoint
 * would be, and nothing of the comparison is kept: one on which an alarm stands, or that is remembered as closed, is not
 * accepted, else a leak that was just found would be what later checkpoints are compared with.
 *
 * Of the audit's own verdict nothing is taken back for the drift of the sequence, as it is of a later checkpoint: the
 * accepted state has no sequence behind it, and would end exposed when it is seen again.
 */
export function replacing(facts: GateFacts, { file, checkpoint, plan, replaced, test }: Replacing): Settled {
  const number = checkpointNumber(replaced, checkpoint.modelSha256)
  const known = rememberedOf(replaced, checkpoint)
  const differences = [...planDifferences(replaced, plan), ...lossDifferences(replaced, checkpoint)]
  const comparable = number > 0 && differences.length === 0
  const monitoring = known ?? (comparable ? test(stretched(plan, number)) : undefined)

  const noted =
    monitoring === undefined
      ? facts
      : { ...facts, notes: [...facts.notes, ...runtimeNotes(replaced, checkpoint)] }
  const alone = judged(noted)
  const beside =
    monitoring &&
    judged({
      ...noted,
      compared: {
        monitoring,
        past: replaced.tested.slice(0, monitoring.checkpoint - 1),
        accepted: replaced.accepted,
      },
    })
  const own = beside?.outcome === 'closed' ? beside : alone
  const remembered = known?.outcome === 'closed' ? known : undefined
  const judgement = remembered && isFit(own) ? stillClosed(own, remembered, file) : own

  const fit = isFit(judgement)
  const compared = monitoring?.enough === true && judgement.outcome !== 'failed-check'
  const reason = reasonOf({ file, checkpoint, replaced, number, compared, differences, fit })
  const told = reason ? { ...judgement, reasons: [...judgement.reasons, reason] } : judgement
  const shown = monitoring && {
    ...{ ...monitoring, audit: known?.audit ?? judgement.audit!.verdict.level },
    ...{ outcome: known?.outcome ?? null, letThrough: known?.letThrough ?? null },
  }
  return {
    report: gateReport(
      told,
      fit
        ? { file, holds: 'accepted', text: acceptedText(file, shortNames([checkpoint.name])[0]!) }
        : refusedOf(file, { checkpoint, judgement, alone, known }),
      shown ?? null,
      fit ? [] : replaced.tested,
    ),
    baseline: fit ? pinned(checkpoint, plan, judgement.audit!.verdict.level) : undefined,
  }
}

/** The test of this model, where it was one on the same test set. */
function rememberedOf(replaced: Baseline, checkpoint: ScoredCheckpoint): TestedCheckpoint | undefined {
  const same = replaced.sets[0]?.itemsSha256 === checkpoint.sets[0]?.itemsSha256
  return same ? recordOf(replaced, checkpoint.modelSha256) : undefined
}

/** Behind the horizon nothing is left to spend; what is not kept is looked at by the same alpha a checkpoint as those before. */
function stretched(plan: Baseline['plan'], number: number): Baseline['plan'] {
  const { alpha, horizon } = plan
  if (horizon === null || number <= horizon) return plan
  return { ...plan, horizon: number, alpha: (alpha * number) / horizon }
}

/** A checkpoint that closed the gate, and that this run alone would judge otherwise. */
function stillClosed(own: Judged, { checkpoint, audit, name }: TestedCheckpoint, file: string): Judged {
  const [short] = shortNames([name])
  const reason = {
    code: 'closed_before',
    // The tests of the sequence are those of the first time: it was the verdict that closed the gate.
    source: 'audit',
    level: 'error',
    text: `${short} closed the gate as checkpoint ${checkpoint} of ${file} (its own verdict then: ${audit.replaceAll('-', ' ')})`,
  } as const
  return {
    ...own,
    ...{ outcome: 'closed', exitCode: EXIT.gateClosed },
    headline: `${short} is not accepted as the new state: it closed the gate when it was tested.`,
    errorRate: 'No error rate is claimed: this run did not decide.',
    reasons: [reason, ...own.reasons],
  }
}

interface Told {
  readonly file: string
  readonly checkpoint: ScoredCheckpoint
  readonly replaced: Baseline
  readonly number: number
  readonly compared: boolean
  readonly differences: readonly string[]
  readonly fit: boolean
}

/** What was compared, and with what: nothing may be accepted uncompared in silence. */
function reasonOf(told: Told): GateReason | undefined {
  const { file, checkpoint, replaced, number, compared, differences, fit } = told
  if (!fit && (compared || number === 0)) return undefined
  const [name, before] = shortNames([checkpoint.name, replaced.accepted.name])
  const about = { source: 'monitoring', level: 'note' } as const
  // The same weights: they have no leak that the accepted state has not.
  if (number === 0)
    return {
      ...{ ...about, code: 'baseline_replaced' },
      text: `${name} was the accepted state of ${file} and is accepted anew: the sequence and its alpha begin again.`,
    }
  if (compared)
    return {
      ...{ ...about, code: 'baseline_replaced' },
      text: `${name} takes the place of ${before} in ${file}: compared with it as checkpoint ${number} it raised no alarm. The sequence and its alpha begin again.`,
    }
  const why =
    differences.length > 0
      ? `${file} is the baseline of something else (${differences.join('; ')})`
      : 'a check failed or items are too few'
  return {
    ...{ ...about, level: 'warning', code: fit ? 'baseline_pinned' : 'baseline_absent' },
    text: `This checkpoint was to be accepted anew, and nothing was compared: ${why}. ${fit ? `${name} became the accepted state: whether it has a leak that ${before} has not, nobody looked.` : 'The baseline stays as it was.'}`,
  }
}

function refusedOf(
  file: string,
  {
    checkpoint,
    judgement,
    alone,
    known,
  }: Pick<Replacing, 'checkpoint'> & {
    judgement: Judged
    alone: Judged
    known: TestedCheckpoint | undefined
  },
): GateReport['baseline'] {
  const [name] = shortNames([checkpoint.name])
  const why =
    alone.outcome === 'closed'
      ? 'a state that is exposed is not accepted'
      : judgement.outcome === 'closed'
        ? `${known?.outcome === 'closed' ? `it closed the gate as checkpoint ${known.checkpoint}` : 'an alarm of the sequence stands'}; to accept it all the same, remove the baseline file and run again with --update-baseline`
        : 'a state that is not fit to be compared with is not accepted'
  return {
    ...{ file, holds: known ? 'checkpoint' : 'nothing' },
    text: `${file} stays as it is, ${name} was not accepted: ${why}`,
  }
}
