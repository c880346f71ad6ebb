/** Which part of a benchmark a set is. */
export type Split = 'test' | 'train' | 'validation' | 'other'

export const SPLITS: readonly Split[] = ['test', 'train', 'validation', 'other']

/** How benchmarks call their parts in file names. The commonest names; others must be said. */
const NAMES: readonly (readonly [RegExp, Split])[] = [
  [/(?:^|[^a-z])(?:valid|validation|val|dev|devel|heldout|held[-_]out)(?:[^a-z]|$)/i, 'validation'],
  [/(?:^|[^a-z])(?:train|training)(?:[^a-z]|$)/i, 'train'],
  [/(?:^|[^a-z])test(?:[^a-z]|$)/i, 'test'],
]

/** The split that a file name tells; undefined where it tells none, or several. */
export function splitOfName(name: string): Split | undefined {
  const found = NAMES.filter(([pattern]) => pattern.test(name)).map(([, split]) => split)
  return found.length === 1 ? found[0] : undefined
}

/**
 * What parents of this split mean for an audit, and which would be safer. An item that was made from a known one is
 * partly known: its loss is lower, which hides a leak. `beside` are the names of the other files in the folder, of
 * which those that differ in their split alone are offered.
 */
export function parentAdvice(
  file: string,
  split: Split,
  guessed: boolean,
  beside: readonly string[],
): { readonly level: 'good' | 'fair' | 'bad'; readonly lines: readonly string[] } {
  const named = (wanted: Split) =>
    beside.filter(name => splitOfName(name) === wanted && withoutSplit(name) === withoutSplit(file))
  const [held, train] = [named('validation'), named('train')]
  const see = (names: readonly string[]) => (names.length > 0 ? `, here ${names.slice(0, 3).join(', ')}` : '')
  const heldOut = `a validation or held-out split that is unlikely to be trained on${see(held)}`
  const shows =
    '`lossgap audit --train` shows in its statement on the train split whether the parents were seen'
  switch (split) {
    case 'test':
      return {
        level: 'bad',
        lines: [
          'The parents are TEST items: a model that saw the test split knows these items in part, so they hide the very leak that is looked for. `lossgap audit` gives no verdict on them as the reference set',
          `Take instead ${heldOut}; or else the train split${see(train)}: ${shows}`,
        ],
      }
    case 'train':
      return {
        level: 'fair',
        lines: [
          `The parents are train items: a model that saw the train split knows these items in part, which hides a leak. ${shows}`,
          `Safer parents: ${heldOut}`,
        ],
      }
    case 'validation':
      return {
        level: 'good',
        lines: [
          'The parents are validation items, the safest there are if the model was not trained on them',
        ],
      }
    case 'other':
      return {
        level: guessed ? 'fair' : 'good',
        lines: [
          guessed
            ? 'Which split the parents are of is not known; it was recorded as "other". Say it with --split test, train or validation, so that an audit can warn where the parents were seen'
            : 'The parents are of no split of the benchmark: sound as long as the model has not seen them',
        ],
      }
  }
}

/** `mmlu-test.jsonl#0:300` and `mmlu_dev.csv` are both of `mmlu`. */
function withoutSplit(name: string): string {
  const bare = name.replace(/#[^#]*$/, '').replace(/\.\w+$/, '')
  const [pattern] = NAMES.find(([one]) => one.test(bare)) ?? [/$^/]
  return bare.replace(pattern, ' ').trim()
}
