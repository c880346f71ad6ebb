import type { Family, Reason, Statement } from '../audit-report.js'
import { type StatementInput, testStatement, unsettled } from './wording.js'

/**
 * The verdict on the test set from its arms: the reference set (loss gap) and, when paraphrases were given, the
 * items beside their own rewording.
 *
 *   strong        both found
 *   likely        one found, and the other does not contradict it
 *   clean         none found, and every arm that may decide excludes an effect of the floor's size
 *   inconclusive  everything else; also when one arm is found and the other excludes an effect
 *
 * Error rates: P(any found | no leak) ≤ α by Holm over the arms, whatever their dependence; asking them to agree
 * can only lower it.
 */
export function armsStatement(arms: readonly StatementInput[]): Statement {
  const statements = arms.map(testStatement)
  const [first] = statements
  if (arms.length === 1) return first!
  const found = arms.filter(({ family }) => family.finding === 'found')
  const deciding = arms.filter(({ family }) => family.eligible)
  const conflict = conflictOf(found, deciding)
  const lead = statements[arms.indexOf(found[0] ?? deciding[0] ?? arms[0]!)]!
  const others = statements.filter(one => one !== lead)
  const evidence = [lead, ...others].map(one => one.evidence).join(' ')
  const alternatives = [...new Set(statements.flatMap(one => one.alternatives))]
  if (conflict !== undefined) {
    return {
      ...lead,
      level: 'inconclusive',
      headline: unsettled(arms[0]!.model, arms[0]!.exposedSet),
      evidence,
      errorRate: 'The arms contradict each other, so neither decides.',
      reasons: [conflict],
      alternatives,
    }
  }
  if (found.length > 0) {
    return {
      ...lead,
      level: found.length > 1 ? 'exposure-strong' : 'exposure-likely',
      evidence,
      alternatives,
    }
  }
  const clean = deciding.length > 0 && deciding.every(({ family }) => family.finding === 'absent')
  if (clean) return { ...lead, evidence, alternatives }
  const open = arms.flatMap(({ family }, a) => (family.finding === 'open' ? [statements[a]!] : []))
  const reasons = open.flatMap((one, o) => one.reasons.map(reason => named(reason, arms, open.length, o)))
  return {
    ...open[0]!,
    headline: unsettled(arms[0]!.model, arms[0]!.exposedSet),
    evidence,
    reasons,
    alternatives,
  }
}

/** One arm is found while another excludes an effect of the floor's size, or bounds it below half of that. */
function conflictOf(
  found: readonly StatementInput[],
  deciding: readonly StatementInput[],
): Reason | undefined {
  const [arm] = found
  const against = deciding.find(
    ({ family }) =>
      family.finding === 'absent' ||
      (family.finding !== 'found' && family.upperBound < family.effectFloor / 2),
  )
  if (arm === undefined || against === undefined) return undefined
  return { code: 'arms_disagree', text: DISAGREEMENT[arm.family.name] }
}

const DISAGREEMENT: Readonly<Record<Family['name'], string>> = {
  'loss-gap':
    'The test set is more familiar than the reference set, but no more than its own paraphrases: training on reworded items or in the domain does this, and so does a reference set that is harder',
  paraphrase:
    'The test set is more familiar than its paraphrases, but no more than the reference set: a style of the paraphraser that this model minds does this, and so does a reference set that was seen as well',
  'train-split': '',
}

/** A reason with the arm that it belongs to, where several arms are open. */
function named(reason: Reason, arms: readonly StatementInput[], open: number, which: number): Reason {
  if (open < 2) return reason
  const arm = arms.filter(({ family }) => family.finding === 'open')[which]!
  return { ...reason, text: `${arm.family.question} ${reason.text}` }
}
