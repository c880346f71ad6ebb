import type { Statement } from '../audit-report.js'
import { pRelation } from '../format.js'
import type { RecallRecord } from '../recall-record.js'
import type { StatementInput } from './wording.js'

/**
 * The verdict with what the model continues word for word beside it. Recall alone never accuses: it makes a likely
 * exposure strong where an arm's lower bound reaches the floor, and takes a clean verdict back, since an average may
 * be low while some of the items were seen. Raising a level that stands already adds no false accusation; and of
 * unexposed models at most alpha are recalled, which is what a clean verdict can lose by it.
 */
export function withRecall(
  arms: Statement,
  recall: RecallRecord,
  compared: readonly Pick<StatementInput, 'family' | 'exposedSet' | 'unexposedSet'>[],
): Statement {
  const gap = compared.find(({ family }) => family.name === 'loss-gap')
  // Where the sets do not compare, neither do their runs.
  if (recall.finding === 'open' || !gap?.family.eligible) return arms
  const evidence = `${arms.evidence} ${sentence(recall, gap.exposedSet, gap.unexposedSet)}`
  const firm = compared.some(
    ({ family: { finding, lowerBound, effectFloor } }) => finding === 'found' && lowerBound >= effectFloor,
  )
  if (arms.level === 'exposure-likely' && firm) return { ...arms, level: 'exposure-strong', evidence }
  if (arms.level !== 'no-exposure-detected') return { ...arms, evidence }
  return {
    ...arms,
    level: 'inconclusive',
    headline: 'The test set as a whole is no more familiar than comparable items, but some of its items are.',
    evidence,
    errorRate: 'No error rate is claimed: the average and the items do not agree.',
    reasons: [
      {
        code: 'items_recalled',
        text: `The average effect is below what counts, but ${recall.test.recalled} items are continued word for word, which is how items look that were seen`,
      },
    ],
  }
}

function sentence(
  { leastRun, test, ref, pValue, references }: RecallRecord,
  testName: string,
  refName: string,
): string {
  const beside = references.map(({ name, recalled }) => `${recalled} with ${name}`).join(', ')
  const others = references.length === 0 ? '' : `, and in ${beside}`
  return `In ${test.recalled} of ${test.groups} items of ${testName} it gets ${leastRun} or more tokens in a row right at the first guess, in none of ${ref.groups} of ${refName}${others} (p ${pRelation(pValue)}).`
}
