import type { AuditReport } from '../../audit-report.js'
import { pText } from '../../format.js'
import { wrap } from '../table.js'

/** What the model continues word for word: the test set beside the reference set, and beside each reference model. */
export function recallLines({ recall }: AuditReport, width: number): string[] {
  const { leastRun, test, ref, pValue, references, longest, comparable, finding } = recall
  const share = (recalled: number, groups: number) => `${recalled} of ${groups}`
  const beside = references.map(
    ({ name, recalled, pValue: p }) => `${name} ${share(recalled, test.groups)} (p ${pText(p)})`,
  )
  const counts = [
    `test ${share(test.recalled, test.groups)}`,
    `reference 0 of ${ref.groups}, longest ${ref.longestRun} (p ${pText(pValue)})`,
    ...(beside.length === 0 ? [] : [`test by reference models: ${beside.join(', ')}`]),
    comparable ? finding : 'not judged, since only sets that are alike in words and length compare',
  ]
  const items = longest.map(({ id, run, tokens }) => `${id} (${run} of ${tokens} tokens)`)
  return [
    ...wrap(
      `Items with ${leastRun} tokens in a row right at the first guess: ${counts.join('; ')}`,
      width - 2,
    ),
    ...(items.length === 0 ? [] : wrap(`Longest: ${items.join(', ')}`, width - 2)),
  ]
}
