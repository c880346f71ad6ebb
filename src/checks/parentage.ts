import type { Check } from '../audit-report.js'

/** How much more familiar the train split is than the test set, and what counts: the train-split family's own numbers. */
export interface TrainEffect {
  readonly effect: number
  readonly effectFloor: number
}

/**
 * Were the reference items made from items that the model may know? Such an item is partly known itself: its loss is
 * lower, so a leak of the test set shows less beside it, or not at all. `splits` counts the items by the split of their
 * parents; the worst split decides. No check for a set that was not made from another.
 */
export function parentageCheck(
  name: string,
  splits: ReadonlyMap<string, number>,
  train: TrainEffect | undefined,
): Check[] {
  if (splits.size === 0) return []
  const counted = [...splits].map(([split, items]) => `${items} ${split}`).join(', ')
  return [
    {
      name: `${name}: parents`,
      ...found(splits, train),
      values: {
        parents: counted,
        ...(train === undefined ? {} : { trainEffect: train.effect, effectFloor: train.effectFloor }),
      },
    },
  ]
}

function found(
  splits: ReadonlyMap<string, number>,
  train: TrainEffect | undefined,
): Pick<Check, 'status' | 'code' | 'text'> {
  const test = splits.get('test')
  if (test !== undefined)
    return {
      status: 'fail',
      code: 'parent_is_test',
      text: `${test} reference items were made from the test set, so a model that has seen it knows them in part`,
    }
  const made = `${splits.get('train')} reference items were made from the train split`
  if (splits.has('train') && train !== undefined && train.effect > train.effectFloor)
    return {
      status: 'warn',
      code: 'parent_seen',
      text: `${made}, which the model finds more familiar than the test set by ${train.effect.toFixed(3)}: it knows them in part, which may hide a leak`,
    }
  const strange = [...splits.keys()].filter(split => !KNOWN.includes(split))
  if (strange.length > 0)
    return {
      status: 'warn',
      code: 'parent_untold',
      text: `Whether the model has seen what the reference items were made from cannot be told: parent_split is ${strange.map(split => JSON.stringify(split)).join(', ')}`,
    }
  if (!splits.has('train'))
    return {
      status: 'pass',
      code: 'parent_elsewhere',
      text: `The reference items were made from items that are recorded as ${[...splits.keys()].join(' and ')}; whether the model has seen those is not tested`,
    }
  return train === undefined
    ? {
        status: 'warn',
        code: 'parent_untold',
        text: `${made}; whether the model has seen that cannot be told without --train, and if it has, a leak may be hidden`,
      }
    : {
        status: 'pass',
        code: 'parent_not_seen',
        text: `${made}, which the model finds no more familiar than the test set; had it seen both equally often, that would not show`,
      }
}

const KNOWN: readonly string[] = ['test', 'train', 'validation', 'other']
