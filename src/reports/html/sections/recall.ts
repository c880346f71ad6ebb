import { pText } from '../../../format.js'
import { html } from '../markup.js'
import type { Section } from '../section.js'
import { number, tableOf, text } from '../table.js'

/** What the model continues word for word, beside the reference set and each reference model. */
export const recall: Section = {
  id: 'recall',
  title: 'Word for word',
  body: ({ report }) => {
    const { leastRun, test, ref, pValue, references, longest, comparable, finding } = report.recall
    const models = [
      ['audited, test items', `${test.recalled} of ${test.groups}`, ''],
      ['audited, reference items', `0 of ${ref.groups}`, pText(pValue)],
      ...references.map(({ name, recalled, pValue: p }) => [
        `${name}, test items`,
        `${recalled} of ${test.groups}`,
        pText(p),
      ]),
    ]
    const says = !comparable
      ? 'Not judged: longer or easier texts have longer runs, so that only sets that are alike in words and length compare.'
      : finding === 'found'
        ? `In ${test.recalled} of ${test.groups} test items the model gets ${leastRun} or more tokens in a row right at the first guess; no reference item goes so far.`
        : `No more test items than chance allows are continued word for word further than the reference items (longest run there: ${ref.longestRun} tokens).`
    return html`<p>${says} This makes a finding firmer, or takes a clean verdict back; it never accuses by itself.</p>
${tableOf([text('Model and items'), number(`${leastRun} tokens or more`), number('p')], models, 'Items that are continued word for word')}
${
  longest.length === 0
    ? undefined
    : html`<p>Longest: ${longest.map(({ id, run, tokens }) => `${id} (${run} of ${tokens} tokens)`).join(', ')}.</p>`
}`
  },
}
