import { normalsFrom } from '../../bench/normals.mjs'
import { estimateFamily, type ModelPair } from '../../src/gaps/family.js'
import type { Random } from '../../src/statistics/random.js'
import type { ItemLoss } from '../../src/types.js'
import type { Evidence } from '../../src/verdict/evidence.js'

/** The parameters of docs/decision.md, which are also the command line's defaults. */
export const RULE = {
  alpha: 0.01,
  equivalenceAlpha: 0.05,
  power: 0.8,
  effectFloor: { absolute: 0.05, relative: 0.04 },
} as const

export interface Design {
  /** Items per set; train only where the train family is wanted. */
  readonly test: number
  readonly ref: number
  readonly train?: number
  readonly references: number
  /** Between-model standard deviation of a clean model's gap. */
  readonly tau: number
  /** Items per cluster; half of what a cluster's items have in common is the model's own. */
  readonly clusterSize?: number
  /** How much lower the audited model's loss on test item i is. */
  readonly leak?: (i: number) => number
  /** Losses are rounded to this, which ties some of them; 0 = not rounded. */
  readonly step?: number
}

/** Losses of one simulated model, set by set. */
export interface SimulatedModel {
  readonly name: string
  readonly sets: Readonly<Record<'test' | 'ref' | 'train', readonly ItemLoss[]>>
}

const LEVEL = 1.2
const ITEM_SD = 0.3
/** Correlation of two models' losses over items. */
const CORRELATION = 0.9

/**
 * The audited model and its references: loss = level + difficulty that all share + what is the model's own, plus one
 * draw per model and set of standard deviation τ/√2, so that the gap of two sets varies by τ. Sets are exchangeable.
 */
export function simulateModels(random: Random, design: Design): SimulatedModel[] {
  const { clusterSize = 1, leak, step = 0.01, tau } = design
  const normal = normalsFrom(random)
  const draw = (count: number, sd: number): Float64Array => {
    if (clusterSize === 1) return Float64Array.from({ length: count }, () => sd * normal())
    const clusters = Array.from({ length: Math.ceil(count / clusterSize) }, normal)
    return Float64Array.from(
      { length: count },
      (_, i) => sd * Math.SQRT1_2 * (clusters[Math.floor(i / clusterSize)]! + normal()),
    )
  }
  const round = (loss: number) => (step === 0 ? loss : Math.round(loss / step) * step)
  const sets = roles.map(role => {
    const frames = framesOf(role, design[role] ?? 0, clusterSize)
    return { role, frames, difficulty: draw(frames.length, ITEM_SD * Math.sqrt(CORRELATION)) }
  })
  return Array.from({ length: design.references + 1 }, (_, m) => {
    const [test, ref, train] = sets.map(({ role, frames, difficulty }) => {
      const level = LEVEL + (tau / Math.SQRT2) * normal()
      const own = draw(frames.length, ITEM_SD * Math.sqrt(1 - CORRELATION))
      const leaked = m === 0 && role === 'test' ? leak : undefined
      return frames.map(({ id, cluster, tokens, bytes }, i): ItemLoss => {
        const loss = round(level + difficulty[i]! + own[i]! - (leaked ? leaked(i) : 0))
        return { id, cluster, nats: loss * tokens, tokens, bytes }
      })
    })
    return { name: `model ${m}`, sets: { test: test!, ref: ref!, train: train! } }
  })
}

const roles = ['test', 'ref', 'train'] as const
type Frame = Omit<ItemLoss, 'nats'>
const framesSeen = new Map<string, readonly Frame[]>()

/** Everything of an item but its loss: the same in every simulation, so made once. */
function framesOf(role: string, count: number, clusterSize: number): readonly Frame[] {
  const key = `${role} ${count} ${clusterSize}`
  const frames =
    framesSeen.get(key) ??
    Array.from({ length: count }, (_, i): Frame => {
      const tokens = 20 + ((7 * i) % 60)
      return {
        id: `${role}-${i}`,
        cluster: `${role}-${Math.floor(i / clusterSize)}`,
        tokens,
        bytes: 4 * tokens,
      }
    })
  framesSeen.set(key, frames)
  return frames
}

/** One family of simulated models, as the pipeline puts it together. */
export function evidenceOf(
  name: 'loss-gap' | 'train-split',
  models: readonly SimulatedModel[],
  checks: Evidence['checks'],
  { ownBase = false, rule = RULE as Rule } = {},
): Evidence {
  const [exposed, unexposed] = name === 'loss-gap' ? (['test', 'ref'] as const) : (['train', 'test'] as const)
  const [suspect, ...references] = models.map(
    (model): ModelPair => ({
      name: model.name,
      tokenizerSha256: 'one tokenizer',
      exposed: model.sets[exposed],
      unexposed: model.sets[unexposed],
    }),
  )
  // Audits with a train split decide two families.
  const families = models[0]!.sets.train.length > 0 ? 2 : 1
  const input = { name, question: '', suspect: suspect!, references, ownBase, families, ...rule }
  return {
    estimate: estimateFamily(input),
    raw: references.length === 0 ? undefined : estimateFamily({ ...input, references: [] }),
    checks,
  }
}

export interface Rule {
  readonly alpha: number
  readonly equivalenceAlpha: number
  readonly power: number
  readonly effectFloor: { readonly absolute: number; readonly relative: number }
}
