import { overlapCheck } from '../checks/overlap.js'
import { LossgapError } from '../errors.js'
import { shortNames } from '../short-names.js'
import type { ItemSet } from '../types.js'
import { without } from './align.js'

export interface Placebos {
  readonly sets: readonly ItemSet[]
  /** What was left out of which set, a sentence each. */
  readonly notes: readonly string[]
}

/**
 * Placebo sets without the few items that they share with test set, reference set or one another. Sets that are the same
 * move alike, so that drift between checkpoints would look small and a clean one be taken for leaked.
 * @throws LossgapError SETS_OVERLAP when two are the same, or share as many items as bar an audit.
 */
export function distinctPlacebos(test: ItemSet, ref: ItemSet, placebos: readonly ItemSet[]): Placebos {
  const names = shortNames([test, ref, ...placebos].map(({ name }) => name))
  const roles = ['test set', 'reference set']
  const distinct: ItemSet[] = [test, ref]
  const notes: string[] = []
  placebos.forEach((placebo, p) => {
    const name = names[p + 2]!
    let kept = placebo
    distinct.forEach((other, o) => {
      const what = `the ${roles[o] ?? 'placebo set'} ${names[o]}`
      const { shared, check } = overlapCheck({
        ...{ firstName: names[o]!, first: other.items, firstTexts: other.allTexts },
        ...{ secondName: name, second: kept.items, secondTexts: placebo.allTexts },
      })
      if (other.itemsSha256 === placebo.itemsSha256 || check.status === 'fail')
        throw new LossgapError(
          'SETS_OVERLAP',
          other.itemsSha256 === placebo.itemsSha256
            ? `The placebo set ${name} has the very items of ${what}`
            : `The placebo set ${name} shares items with ${what}: ${shared.length} of its ${kept.items.length}, ${check.values.sharedOfFirst} of ${other.items.length} there`,
          'Name placebo sets of their own items: other files, or rows that do not overlap',
        )
      if (shared.length === 0) return
      kept = without(kept, shared, `also in ${what}`)
      notes.push(
        `${shared.length} of ${placebo.items.length} items of the placebo set ${name} are also in ${what}: left out.`,
      )
    })
    distinct.push(kept)
  })
  return { sets: distinct.slice(2), notes }
}
