import type { Check } from '../audit-report.js'
import { balanceCheck } from '../checks/balance.js'
import { blindCheck } from '../checks/blind.js'
import { overlapCheck } from '../checks/overlap.js'
import { sizeCheck } from '../checks/size.js'
import { templateCheck } from '../checks/template.js'
import { LossgapError } from '../errors.js'
import { shortNames } from '../short-names.js'
import type { Random } from '../statistics/random.js'
import type { ItemSet, Role } from '../types.js'
import { without } from './align.js'

/** The sets of an audit after shared items are out: test, reference, and the train split when there is one. */
export interface PreparedSets {
  readonly sets: readonly ItemSet[]
  readonly roles: readonly Role[]
  /** Names without the folders that all of them share. */
  readonly names: readonly string[]
  /** What was found shared, for the test set against each other set. */
  readonly overlaps: readonly (readonly Check[])[]
}

const ROLES: readonly Role[] = ['test', 'ref', 'train']

/**
 * Takes shared items out: those of the test set out of both others, and those of the train split out of the reference
 * set, since a set that the model may have been trained on is no reference.
 * @throws LossgapError SET_TOO_SMALL when nothing is left of a set.
 */
export function prepareSets(loaded: readonly ItemSet[]): PreparedSets {
  const names = shortNames(loaded.map(set => set.name))
  const [test, ref, train] = loaded as [ItemSet, ItemSet, ItemSet | undefined]
  const compare = (first: ItemSet, second: ItemSet) =>
    overlapCheck({
      firstName: names[loaded.indexOf(first)]!,
      first: first.items,
      secondName: names[loaded.indexOf(second)]!,
      second: second.items,
      firstTexts: first.allTexts,
      secondTexts: second.allTexts,
    })
  const refInTest = compare(test, ref)
  const refOverlaps = [refInTest.check]
  let kept = without(ref, refInTest.shared, 'also in the test set')
  const sets = [test, kept]
  const overlaps = [refOverlaps]
  if (train) {
    const trainInTest = compare(test, train)
    const refInTrain = compare(train, ref)
    refOverlaps.push(refInTrain.check)
    kept = without(kept, refInTrain.shared, 'also in the train split')
    sets.splice(1, 1, kept, without(train, trainInTest.shared, 'also in the test set'))
    overlaps.push([trainInTest.check])
  }
  sets.forEach((set, s) => {
    checkLeft(set, names[s]!)
  })
  return { sets, roles: ROLES.slice(0, sets.length), names, overlaps }
}

/** The validity checks of the test set against each other set, on the items that are compared in the end. */
export function checksOf(
  { names, overlaps }: PreparedSets,
  compared: readonly ItemSet[],
  random: Random,
): Check[][] {
  const [test, ...others] = compared.slice(0, names.length)
  return others.map((other, o) => {
    const [firstName, secondName] = [names[0]!, names[o + 1]!]
    const pair = { firstName, first: test!.items, secondName, second: other.items }
    return [
      sizeCheck(pair),
      ...overlaps[o]!,
      templateCheck(
        { name: firstName, template: test!.template },
        { name: secondName, template: other.template },
      ),
      ...balanceCheck(pair),
      ...blindCheck(pair, random.stream(`blind ${secondName}`)),
    ]
  })
}

/** The same checks while only part of the items is scored: texts are judged whole, the size is that of the part. */
export function checksOfPart(
  { names }: PreparedSets,
  whole: readonly (readonly Check[])[],
  scored: readonly ItemSet[],
): Check[][] {
  return whole.map((checks, o) => {
    const [firstName, secondName] = [names[0]!, names[o + 1]!]
    const size = sizeCheck({ firstName, first: scored[0]!.items, secondName, second: scored[o + 1]!.items })
    return checks.map(check => (check.name === size.name ? size : check))
  })
}

function checkLeft({ items, exclusions }: ItemSet, name: string): void {
  if (items.length > 0) return
  const reasons = exclusions.map(({ reason, ids }) => `${ids.length} ${reason}`).join(', ')
  throw new LossgapError(
    'SET_TOO_SMALL',
    `Nothing is left of ${name}: ${reasons}`,
    'Use a reference set and a train split that do not repeat the test set or each other',
  )
}
