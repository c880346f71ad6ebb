import { gateReport, judged } from '../../src/gate/report.js'
import type { GateReport } from '../../src/gate-report.js'
import { type MonitoringPlan, testCheckpoint } from '../../src/monitoring/test-checkpoint.js'
import { type TestedCheckpoint, testedSchema } from '../../src/monitoring-record.js'
import { createRandom } from '../../src/statistics/random.js'
import { normal } from '../statistics/expectations.js'
import { sampleReport } from './report.js'

export const PLAN: MonitoringPlan = {
  alpha: 0.01,
  horizon: 30,
  shares: { audit: 0.25, jump: 0.25, cumulative: 0.25, cusum: 0.25 },
  effectFloor: { absolute: 0.05, relative: 0.04 },
  power: 0.8,
}

interface Wanted {
  readonly leak?: number
  readonly enough?: boolean
  /** How far the losses of each placebo set move. */
  readonly placebos?: readonly number[]
  readonly model?: string
  readonly testFile?: string
  readonly audit?: GateReport['audit'] | undefined
  readonly monitored?: boolean
  readonly policy?: Partial<GateReport['policy']>
  /** Level of the accepted state's own verdict. */
  readonly acceptedAs?: string
}

/** A checkpoint of 200 + 200 items and four placebo sets beside an accepted one; `leak` lowers the test set's losses. */
export function sampleTest({
  leak = 0,
  enough = true,
  placebos = [0.001, -0.002, 0.002, 0],
  model = 'runs/step-2',
}: Wanted = {}): TestedCheckpoint {
  const random = createRandom('a checkpoint', String(leak))
  const draw = (count: number, shift: number) =>
    Float64Array.from({ length: count }, () => 1.2 + shift + 0.05 * normal(random))
  const losses = (by: number) => ({
    ...{ test: draw(200, -by), ref: draw(200, 0) },
    placebos: placebos.map(shift => draw(150, shift)),
  })
  const before = losses(0)
  const identity = {
    ...{ checkpoint: 1, name: model, modelSha256: 'b'.repeat(64), enough },
    previous: { checkpoint: 0, name: model.replace('2', '1') },
  }
  const record = testCheckpoint(
    identity,
    losses(leak),
    { accepted: before, previous: before, tested: [] },
    PLAN,
  )
  const became = { outcome: leak === 0 ? 'inconclusive' : 'closed', letThrough: leak === 0 }
  return testedSchema.parse({ ...record, audit: 'inconclusive', ...became })
}

/** A report of a gate as the pipeline makes it, from simulated losses. */
export function sampleGate(wanted: Wanted = {}): GateReport {
  const { leak = 0, model = 'runs/step-2', testFile = 'data/test.jsonl', monitored = true } = wanted
  const audit =
    'audit' in wanted
      ? wanted.audit
      : sampleReport({ model, testName: testFile, ...(leak ? { leak: () => leak } : {}) })
  const monitoring = monitored ? sampleTest(wanted) : undefined
  const judgement = judged({
    model,
    policy: {
      ...{ file: 'lossgap.yml', testFile, alpha: 0.01, horizon: PLAN.horizon, shares: { ...PLAN.shares } },
      ...{ onInconclusive: 'exit-5', onFailedCheck: 'exit-3', items: null, minutes: null },
      ...wanted.policy,
    },
    audit: audit ?? undefined,
    compared: monitoring && {
      ...{ monitoring, past: [] },
      accepted: { name: model.replace('2', '1'), audit: wanted.acceptedAs ?? 'inconclusive' },
    },
    ...{ notes: [], kept: true },
  })
  const baseline = { file: 'baseline.json', holds: 'checkpoint', text: 'baseline.json holds it' } as const
  const { outcome } = judgement
  const judgedTest =
    monitoring &&
    (outcome === 'failed-check' ? monitoring : { ...monitoring, outcome, letThrough: outcome !== 'closed' })
  return gateReport(
    judgement,
    monitored ? baseline : null,
    judgedTest ?? null,
    judgedTest ? [judgedTest] : [],
  )
}
