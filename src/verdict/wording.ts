import type { Check, Contrast, Family, Parameters, Statement } from '../audit-report.js'
import { percent, pRelation, pText, signed } from '../format.js'
import { openReasons } from './decide.js'
import { IN_DOMAIN_SHARE } from './in-domain.js'

export interface StatementInput {
  readonly family: Family
  readonly model: string
  readonly exposedSet: string
  readonly unexposedSet: string
  readonly parameters: Parameters
  /** Where the audit may end at one of several looks: the part of alpha that this one spends. */
  readonly look?: Pick<Parameters, 'alpha'> | undefined
  readonly checks: readonly Check[]
  readonly delta2: Contrast | undefined
}

/** The verdict on the test set, in words that the evidence licenses. */
export function testStatement(input: StatementInput): Statement {
  const { family, model, exposedSet } = input
  const others = family.name === 'paraphrase' ? 'the same items reworded' : 'comparable items'
  const exposed = `${model} finds ${exposedSet} far more familiar than ${others}.`
  const clean = `${model} treats ${exposedSet} like ${others}, to within ${units(family.effectFloor, family)}.`
  const caveats = { found: alternatives(input), absent: hidingParents(input), open: [] }[family.finding]
  return statementOf(input, exposed, clean, caveats)
}

/** The separate statement on the train split. */
export function trainStatement(input: StatementInput): Statement {
  const { family, model, exposedSet } = input
  const exposed = `${model} finds ${exposedSet} far more familiar than the test set.`
  const clean = `${model} treats ${exposedSet} like the test set, to within ${units(family.effectFloor, family)}.`
  const caveat = 'If both splits were seen equally often, this gap is 0: it is blind to that.'
  return statementOf(input, exposed, clean, [caveat])
}

function statementOf(
  input: StatementInput,
  exposed: string,
  clean: string,
  alternatives: readonly string[],
): Statement {
  const { family, parameters, look = parameters, exposedSet } = input
  const headlines = {
    found: exposed,
    absent: clean,
    open: unsettled(input.model, exposedSet),
  }
  const levels = { found: 'exposure-likely', absent: 'no-exposure-detected', open: 'inconclusive' } as const
  return {
    level: levels[family.finding],
    headline: headlines[family.finding],
    evidence: evidenceOf(input),
    errorRate: errorRateOf(input),
    reasons: family.finding === 'open' ? openReasons(family, look.alpha) : [],
    alternatives: [...alternatives],
  }
}

/** The headline of every verdict that leaves the question open. */
export const unsettled = (model: string, set: string) =>
  `Whether ${model} has seen ${set} is not settled by this evidence.`

/** An interval of a look is so much wider that all of them together have the level that is named. */
function evidenceOf({ family, unexposedSet, exposedSet, parameters, look }: StatementInput): string {
  const beyond = {
    raw: '',
    'own-base': ', beyond what its own base shows',
    'unrelated-model': ', beyond what the reference model shows',
    'reference-models': `, beyond what ${family.references} reference models show`,
  }[family.calibration]
  const direction = family.effect >= 0 ? 'lower' : 'higher'
  const level = `${percent(1 - 2 * parameters.alpha)} interval${look ? ' over all looks' : ''}`
  const allowed = look ? ` where ${pText(look.alpha)} is allowed at this look` : ''
  const { lower, upper } = family.interval
  const gap = `Its loss on ${exposedSet} is ${units(Math.abs(family.effect), family)} ${direction} than on ${unexposedSet}${beyond}`
  const interval = `${level} ${range(lower, upper)}`
  const floor = family.effectFloor.toFixed(3)
  // What clears is narrower than the interval beside it, which may reach beyond the floor.
  const counts =
    family.finding === 'absent'
      ? `with ${percent(1 - parameters.equivalenceAlpha)} confidence less than ${floor} lower, from where it counts as exposure`
      : `lower by ${floor} or more counts as exposure`
  // A number beside the word exposure reads as guilt, whatever stands below it.
  return family.eligible
    ? `${gap} (${interval}, p ${pRelation(family.pHolm)}${allowed}; ${counts}).`
    : `${gap} (${interval}); as the conditions for judging that are not met, it says nothing about exposure.`
}

/** What the error rates rest on, by yardstick. */
const ASSUMPTIONS: Readonly<Record<Family['calibration'], (family: Family) => string>> = {
  raw: () => 'the two sets are random draws of one source',
  'own-base': ({ tau }) =>
    `its base has seen neither set and training on other texts moves the gap by about ${tau.value.toFixed(3)} at most`,
  'unrelated-model': () => 'the reference model has seen neither set',
  'reference-models': () => 'the reference models have seen neither set',
}

function errorRateOf({ family, parameters, look, checks }: StatementInput): string {
  const { alpha, equivalenceAlpha, power } = parameters
  const rule = look ? 'by this rule, at whichever look' : 'by this rule'
  if (!family.eligible) return 'No error rate is claimed: the conditions for a decision are not met.'
  const carried = checks.some(({ code }) => code === 'references_far_sets_alike')
    ? ` and ${ASSUMPTIONS.raw(family)}`
    : ''
  const provided = `provided that ${ASSUMPTIONS[family.calibration](family)}${carried}`
  const rates = {
    found: `Of unexposed models at most ${percent(alpha)} would be called exposed ${rule}, ${provided}.`,
    absent: `Of models with an effect of ${units(family.effectFloor, family)} or more at most ${percent(equivalenceAlpha)} would be cleared ${rule}, ${provided}.`,
    open: `With this many items an effect of ${units(family.minimumDetectableEffect, family)} is found with ${percent(power)} chance.`,
  }
  return rates[family.finding]
}

/** What else may explain a finding. */
function alternatives({ family, checks, delta2 }: StatementInput): string[] {
  const list = [
    'Close derivatives of the test set in the training data (paraphrases, translations, generated look-alikes) have the same effect as the set itself.',
  ]
  if (family.calibration === 'raw')
    list.push(
      'A reference set that is no draw of the same source: typing errors, wrong answers or another edition in it raise its loss, and no classifier of texts sees them. A reference model does.',
    )
  const shift = checks.find(check => check.code === 'sets_shifted')
  if (shift) list.push(`A shift between the sets: ${shift.text}.`)
  if (
    delta2 &&
    delta2.itemWeighted > family.effectFloor &&
    family.effect < IN_DOMAIN_SHARE * family.unexposedLoss
  ) {
    list.unshift(
      `Training on the train split or in its domain: Δ2 is ${signed(delta2.itemWeighted)} and the effect is small beside it; test-split leakage cannot be separated from that.`,
    )
  } else if (!delta2) {
    list.push(
      "Training on the benchmark's train split or in its domain: give --train to see how much that explains.",
    )
  }
  return list
}

/** Reference items of unknown standing do not bar a clean verdict, but its reader must know of them. */
function hidingParents({ checks }: StatementInput): string[] {
  return checks.filter(({ code }) => code === 'parent_untold').map(({ text }) => `${text}.`)
}

const units = (value: number, { unit }: Family) =>
  `${value.toFixed(3)} ${unit === 'nats-per-token' ? 'nats/token' : 'nats/token-equivalent'}`

/** Bounds of an effect as loss differences: a positive effect is a lower loss on the exposed set. */
function range(lower: number, upper: number): string {
  const side = (effect: number) => (effect >= 0 ? 'lower' : 'higher')
  const size = (effect: number) => Math.abs(effect).toFixed(3)
  if (side(lower) !== side(upper)) return `${size(upper)} lower to ${size(lower)} higher`
  const [near, far] = [lower, upper].sort((a, b) => Math.abs(a) - Math.abs(b))
  return `${size(near!)} to ${size(far!)} ${side(lower)}`
}
