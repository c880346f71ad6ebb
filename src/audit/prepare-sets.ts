import type { Check } from '../audit-report.js'
import { blindCheck } from '../checks/blind.js'
import type { SetPair } from '../checks/check.js'
import { overlapCheck } from '../checks/overlap.js'
import { sizeCheck } from '../checks/size.js'
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
  /** The test set against each other set, and what the checks say of that pair. */
  readonly checks: readonly (readonly Check[])[]
}

const ROLES: readonly Role[] = ['test', 'ref', 'train']

/** Takes items that a set shares with the test set out of that set, and checks each pair of sets. */
export function prepareSets(loaded: readonly ItemSet[], random: Random): PreparedSets {
  const names = shortNames(loaded.map(set => set.name))
  const overlaps = pairsOf(loaded, names).map(overlapCheck)
  const [test, ...others] = loaded
  const sets = [
    test!,
    ...others.map((other, o) => without(other, overlaps[o]!.shared, 'also in the test set')),
  ]
  const checks = pairsOf(sets, names).map((pair, p) => [
    sizeCheck(pair),
    overlaps[p]!.check,
    ...blindCheck(pair, random.stream(`blind ${pair.secondName}`)),
  ])
  return { sets, roles: ROLES.slice(0, sets.length), names, checks }
}

function pairsOf([test, ...others]: readonly ItemSet[], names: readonly string[]): SetPair[] {
  return others.map((other, o) => ({
    firstName: names[0]!,
    first: test!.items,
    secondName: names[o + 1]!,
    second: other.items,
  }))
}
