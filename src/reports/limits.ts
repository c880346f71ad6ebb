import type { Run } from '../runs/run.js'

/** What a reader may take from an audit and should not; alike in the page and the model card. */
export function limitsOf({ report, items }: Pick<Run, 'report' | 'items'>): string[] {
  const { referenceModels, order, trainSplit } = report
  return [
    'Not how the items came into the training data, nor that anybody put them there on purpose. Close derivatives of the test set have the same effect as the set itself.',
    'Not zero exposure: a clean verdict holds for effects of the stated size, and a model that saw the items long ago and forgot them looks clean.',
    trainSplit === null
      ? 'Not how much training on the train split or in its domain explains: no train split was given.'
      : 'Not a leak apart from training in the domain where both lower the loss by like amounts.',
    'Not a leak that spoils the reference set too, such as items made from the test set.',
    ...(referenceModels.length > 0
      ? ['Not whether the reference models have seen either set: that they have not is assumed.']
      : []),
    ...(order
      ? ['Not that the order of the file is unknown: an order test that finds nothing clears nothing.']
      : []),
    ...(items
      ? ['Not which single items were seen: the list of items supports a finding and never makes one.']
      : []),
  ]
}
