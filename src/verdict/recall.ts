import type { Statement } from '../audit-report.js'
import { pRelation } from '../format.js'
import type { RecallRecord } from '../recall-record.js'
import { type StatementInput, unsettled } from './wording.js'

/**
 * The verdict with what the model continues word for word beside it. Recall alone never accuses: it makes a likely
 * exposure strong where an arm's lower bound reaches the floor, and takes a clean verdict back, since an average may
 * be low while some of the items were seen. Raising a level that stands already adds no false accusation.
 */
export function withRecall(
  arms: Statement,
  recall: RecallRecord,
  model: string,
  compared: readonly Pick<StatementInput, 'family' | 'exposedSet' | 'unexposedSet'>[],
): Statement {
  const gap = compared.find(({ family }) => family.name === 'loss-gap')
  // Where the sets do not compare, neither do their runs.
  if (recall.finding === 'open' || !gap?.family.eligible) return arms
  const evidence = `${arms.evidence} ${sentence(recall, gap.exposedSet, gap.unexposedSet)}`
  if (arms.level === 'exposure-likely' && compared.some(({ family }) => isFirm(family)))
    return { ...arms, level: 'exposure-strong', evidence, alternatives: [...arms.alternatives, QUOTES] }
  if (arms.level !== 'no-exposure-detected') return arms
  return {
    ...arms,
    level: 'inconclusive',
    headline: unsettled(model, gap.exposedSet),
    evidence,
    errorRate: 'No error rate is claimed: the average and the items do not agree.',
    reasons: [
      {
        code: 'items_recalled',
        text: `The average effect is below what counts, but ${recall.test.recalled} items are continued word for word further than any reference item. Look at them: items that were seen do this, and so do common passages and formulas`,
      },
    ],
    alternatives: [...arms.alternatives, QUOTES],
  }
}

const QUOTES =
  'Items that quote a common passage, or repeat a formula, are continued word for word by models that have not seen them as items.'

/** The bound of the gap and, where it decides too, that of the line through the references. */
function isFirm({ finding, lowerBound, effectFloor, line }: StatementInput['family']): boolean {
  const bound = line?.outside ? Math.min(lowerBound, line.lowerBound) : lowerBound
  return finding === 'found' && bound >= effectFloor
}

function sentence(
  { leastRun, test, ref, pValue, references }: RecallRecord,
  testName: string,
  refName: string,
): string {
  const beside = references.map(
    ({ name, recalled, pValue: p }) => `${name} does so in ${recalled} (p ${pRelation(p)})`,
  )
  const others = beside.length === 0 ? '' : `; ${beside.join(', ')}`
  return `In ${test.recalled} of ${test.groups} items of ${testName} it gets ${leastRun} or more tokens in a row right at the first guess, in none of ${ref.groups} of ${refName} (p ${pRelation(pValue)})${others}.`
}
