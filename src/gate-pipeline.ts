import type { Parameters } from './audit-report.js'
import { effectiveClusters, LEAST_CLUSTERS } from './checks/size.js'
import { LossgapError } from './errors.js'
import {
  checkBasis,
  checkFits,
  checkHorizon,
  checkPlan,
  checkpointNumber,
  lossesOf,
  recordOf,
  runtimeNotes,
  type ScoredCheckpoint,
} from './gate/baseline.js'
import { replacing } from './gate/replace.js'
import { gateReport, judged } from './gate/report.js'
import { accepted, compared, type Settled } from './gate/settle.js'
import type { Baseline } from './gate-baseline.js'
import type { GateReport } from './gate-report.js'
import { loadPlacebos, scoredCheckpoint, statedBasis } from './gate-scoring.js'
import type { Files } from './io/files.js'
import { hashModel } from './models/model-hash.js'
import { inspectModel } from './models/open-model.js'
import { auditAlpha } from './monitoring/spending.js'
import { testCheckpoint } from './monitoring/test-checkpoint.js'
import type { MonitoringRecord } from './monitoring-record.js'
import { type AuditRequest, type AuditResult, audit } from './pipeline.js'
import type { SetSpec } from './sets/index.js'

export interface GateRequest extends Omit<AuditRequest, 'order'> {
  /** Held-out sets that nobody leaks; with a baseline only. */
  readonly placebos: readonly SetSpec[]
  readonly policy: GateReport['policy']
  readonly baseline?:
    | {
        readonly file: string
        /** undefined where there is none yet, or where this checkpoint is to be accepted anew. */
        readonly contents: Baseline | undefined
        readonly shares: Baseline['plan']['shares']
        /** Whether this checkpoint is to be accepted anew, in place of what the file held. */
        readonly anew: boolean
        /** What it held then: undefined where there was none, or nothing that can be read. */
        readonly replaced?: Baseline | undefined
        /** Whether the file was there, and cannot be read as a baseline. */
        readonly unreadable?: boolean
      }
    | undefined
  /** Whether scoring was stopped because the time of the policy is up, and not by the user. */
  readonly timeIsUp?: () => boolean
}

/**
 * An audit of a checkpoint, its tests beside its predecessors where there is a baseline, and what the policy makes of both.
 * The same model again gets the tests of the first time: no alpha is spent twice.
 * @throws LossgapError as `audit` does; BASELINE_DIFFERS, BASELINE_USED_UP.
 */
export async function gate(request: GateRequest, files: Files): Promise<Settled> {
  const { baseline } = request
  const plan = baseline && planOf(request, baseline.shares)
  if (baseline?.contents) checkPlan(baseline.file, baseline.contents, plan!)
  const number = baseline?.contents && checkpointNumber(baseline.contents, await hashOf(request.model, files))
  if (plan && number !== undefined) checkHorizon(baseline!.file, plan, number)
  // Reference models are slow to score: that they are others is said before.
  if (baseline?.contents) checkBasis(baseline.file, baseline.contents, await basisOf(request, files))

  const placebos = baseline && (await loadPlacebos(request, files))
  const parameters: Parameters = {
    ...request.parameters,
    ...(plan ? { alpha: auditAlpha(plan, number ?? 0) } : {}),
  }
  let audited: AuditResult
  let checkpoint: ScoredCheckpoint | undefined
  let clusters: readonly (readonly string[])[] = []
  try {
    audited = await audit({ ...request, parameters }, files)
    if (baseline) ({ checkpoint, clusters } = await scoredCheckpoint(request, audited, placebos!.sets, files))
  } catch (error) {
    if (!(error instanceof LossgapError) || error.code !== 'INTERRUPTED' || !request.timeIsUp?.()) throw error
    return { report: unfinished(request), baseline: undefined }
  }
  const facts = {
    model: request.model,
    policy: request.policy,
    audit: audited.report,
    notes: [...notesOf(request, audited), ...(placebos?.notes ?? [])],
    kept: keeps(request),
    compared: undefined,
  }
  if (!checkpoint || !plan || !baseline) {
    return {
      report: gateReport(judged(facts), null, null, []),
      baseline: undefined,
    }
  }

  const { contents, file, anew, replaced, unreadable = false } = baseline
  if (replaced) {
    const scored = checkpoint
    const test = (spending: Baseline['plan']) => tested(replaced, scored, clusters, spending)
    return replacing(facts, { file, checkpoint, plan, replaced, test })
  }
  if (contents === undefined || number === 0) {
    if (contents) checkFits(file, contents, checkpoint)
    const judgement = judged(facts)
    return accepted(judgement, { file, contents, checkpoint, plan, anew, unreadable })
  }
  checkFits(file, contents, checkpoint)
  const known = recordOf(contents, checkpoint.modelSha256)
  const monitoring = known ?? tested(contents, checkpoint, clusters, plan)
  const past = contents.tested.slice(0, monitoring.checkpoint - 1)
  const judgement = judged({
    ...facts,
    notes: [...facts.notes, ...runtimeNotes(contents, checkpoint)],
    compared: { monitoring, past, accepted: contents.accepted },
  })
  return compared(judgement, { file, contents, checkpoint, monitoring, known })
}

function planOf({ parameters, policy }: GateRequest, shares: Baseline['plan']['shares']): Baseline['plan'] {
  const { effectFloor, power } = parameters
  return { alpha: policy.alpha, horizon: policy.horizon, shares, effectFloor, power }
}

async function basisOf(request: GateRequest, files: Files): Promise<Partial<Baseline['audits']>> {
  const references: Baseline['audits']['references'] = []
  for (const name of request.referenceModels)
    references.push({ name, modelSha256: await hashOf(name, files) })
  return { ...statedBasis(request), references }
}

async function hashOf(path: string, files: Files): Promise<string> {
  const { model, graph } = await inspectModel(path, files)
  return hashModel(model.onnx, graph, files)
}

function tested(
  contents: Baseline,
  { name, modelSha256, losses }: ScoredCheckpoint,
  clusters: readonly (readonly string[])[],
  plan: Baseline['plan'],
): MonitoringRecord {
  const { accepted, previous, tested } = contents
  const [testClusters, refClusters] = clusters
  const enough = [testClusters!, refClusters!].every(
    set => effectiveClusters(set.map(cluster => ({ cluster }))) >= LEAST_CLUSTERS,
  )
  return testCheckpoint(
    {
      ...{ checkpoint: tested.length + 1, name, modelSha256, enough },
      previous: { checkpoint: previous.checkpoint, name: previous.name },
    },
    lossesOf(losses),
    {
      ...{ accepted: lossesOf(accepted.losses), previous: lossesOf(previous.losses), tested },
      ...{ testClusters, refClusters },
    },
    plan,
  )
}

function unfinished(request: GateRequest): GateReport {
  const { model, policy, baseline } = request
  const facts = { model, policy, audit: undefined, compared: undefined, notes: [], kept: keeps(request) }
  const kept = baseline && {
    file: baseline.file,
    holds: 'nothing' as const,
    text: `${baseline.file} stays as it is: the checkpoint was not scored to the end`,
  }
  return gateReport(
    judged(facts),
    kept ?? null,
    null,
    (baseline?.contents ?? baseline?.replaced)?.tested ?? [],
  )
}

const keeps = ({ scoring }: GateRequest) => scoring.cacheFolder !== undefined

/** What limits a result whatever its outcome. */
function notesOf({ policy, placebos, baseline }: GateRequest, { report }: AuditResult): string[] {
  const notes: string[] = []
  if (policy.items !== null)
    notes.push(
      `By the policy's budget at most ${policy.items} items of each set were scored, a random sample by seed ${report.parameters.seed}: a leak of few items may be missed.`,
    )
  if (!baseline && placebos.length > 0)
    notes.push(
      'The placebo sets were not read: they are the yardstick between checkpoints, which takes a baseline.',
    )
  if (baseline && placebos.length === 0)
    notes.push(
      'No placebo sets: how far clean checkpoints drift apart is assumed, not measured. Three or more under sets.placebos would show it.',
    )
  return notes
}
