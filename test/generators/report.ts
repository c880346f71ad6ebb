import { binsOf, setRecord } from '../../src/audit/records.js'
import { namedFamilies, statementsOf } from '../../src/audit/statements.js'
import type { AuditReport, Check, ModelRecord, Sequential } from '../../src/audit-report.js'
import { contrastOf } from '../../src/gaps/contrast.js'
import { createRandom } from '../../src/statistics/random.js'
import type { ItemSet } from '../../src/types.js'
import { decideFamilies } from '../../src/verdict/decide.js'
import { allPass } from './checks.js'
import { type Design, evidenceOf, RULE, simulateModels } from './models.js'

export interface Sample extends Partial<Design> {
  readonly model?: string
  /** What the test set is called. */
  readonly testName?: string
  readonly checks?: readonly Check[]
  readonly ownBase?: boolean
  /** What became of an order test; without it there was none. */
  readonly order?: AuditReport['order']
  /** What is known word for word; without it nothing is. */
  readonly recall?: AuditReport['recall']
}

/** The record of an audit that could end at three looks and did at the second. */
export const stopped: Sequential = {
  looks: [
    { items: [100, 100], share: 0.2, alpha: 0.0025, equivalenceAlpha: 0.0125, level: 'inconclusive' },
    { items: [200, 200], share: 0.4, alpha: 0.0025, equivalenceAlpha: 0.0125, level: 'no-exposure-detected' },
    { items: [600, 400], share: 1, alpha: 0.005, equivalenceAlpha: 0.025, level: null },
  ],
  stoppedAt: 2,
  stoppedBecause: 'settled',
  scoredShare: 0.4,
  itemsTotal: 1000,
}

export const nothingRecalled: AuditReport['recall'] = {
  leastRun: 21,
  test: { groups: 120, recalled: 0 },
  ref: { groups: 110, longestRun: 20 },
  pValue: 1,
  references: [],
  longest: [],
  comparable: true,
  finding: 'open',
}

const ROLES = ['test', 'ref', 'train'] as const

const modelRecord = (name: string): ModelRecord => ({
  name,
  identity: {
    modelSha256: 'a'.repeat(64),
    tokenizerSha256: 'b'.repeat(64),
    precision: 'float32',
    provider: 'cpu',
    runtime: 'onnxruntime 1.30.0',
    bos: 'none',
  },
  window: 1024,
  textsWindowed: 0,
  notes: [],
})

/** A report on simulated losses, put together by the steps of the pipeline that follow scoring. */
export function sampleReport(sample: Sample = {}): AuditReport {
  const {
    model = 'models/suspect',
    testName = 'data/test.jsonl',
    checks = allPass,
    ownBase = true,
    order = null,
    recall = nothingRecalled,
  } = sample
  const design = { test: 120, ref: 110, train: 130, references: 1, tau: 0.005, step: 0, ...sample }
  const random = createRandom('sample report')
  const models = simulateModels(random, design)
  const roles = ROLES.slice(0, design.train > 0 ? 3 : 2)
  const families = decideFamilies(
    (['loss-gap', 'train-split'] as const)
      .slice(0, roles.length - 1)
      .map(name => evidenceOf(name, models, checks, { ownBase })),
    RULE.alpha,
  )
  const suspect = models[0]!.sets
  const contrasts = roles
    .slice(1)
    .map((role, r) => contrastOf(r === 0 ? 'delta1' : 'delta2', suspect.test, suspect[role], random))
  const names = [testName, 'data/ref.jsonl', 'data/train.jsonl'].slice(0, roles.length)
  const sets = names.map(
    (name, s): ItemSet => ({
      name,
      path: name,
      sha256: `${s}`.repeat(64),
      itemsSha256: `${s}`.repeat(64),
      template: '{text}',
      items: [],
      exclusions: s === 0 ? [] : [{ reason: 'also in the test set', ids: ['x1', 'x2'].slice(0, s) }],
    }),
  )
  const parameters = { ...RULE, seed: 1, bos: 'auto' as const }
  const bins = binsOf(roles.map(role => suspect[role]))
  const pairChecks = roles.slice(1).map(() => checks)
  return {
    schema: 'lossgap/audit/1',
    tool: { name: 'lossgap', version: '0.1.0' },
    ...statementsOf(model, namedFamilies(families, names, pairChecks, undefined), contrasts, parameters, {
      order,
      recall,
    }),
    model: modelRecord(model),
    referenceModels: Array.from({ length: design.references }, (_, k) => ({
      ...modelRecord(`models/reference-${k}`),
      lineage: { kind: 'same', comparedWeights: 24, cosine: 0.987 },
    })),
    sets: sets.map((set, s) => setRecord(roles[s]!, set, set.exclusions, suspect[roles[s]!], bins)),
    bins,
    contrasts,
    families,
    order,
    recall,
    checks: pairChecks.flat(),
    sequential: null,
    parameters,
  }
}
