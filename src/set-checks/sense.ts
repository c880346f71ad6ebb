import { languageOf } from '../text/language.js'
import { negationChange } from './negations.js'
import { oppositesChanged } from './opposites.js'
import type { PairReason } from './pair-reason.js'
import { equationChange } from './prose-equations.js'
import { roleSwaps } from './role-swaps.js'
import { sideChanges } from './side-changes.js'
import { unitChanges } from './unit-changes.js'
import { withoutAnswer, withoutSteps } from './worked-steps.js'

/**
 * What two texts with the same numbers may still say differently, as far as words alone show it: units, computations,
 * which number counts what and how it is meant, negations and opposites. Texts of two languages are not compared.
 */
export function senseReasons(source: string, copy: string): PairReason[] {
  if (languageOf(source) !== languageOf(copy)) return []
  const [before, after] = [source, copy].map(text => withoutAnswer(withoutSteps(text))) as [string, string]
  const { lost, gained } = equationChange(before, after)
  const equations = [
    ...(lost.length > 0 ? [`lacks ${lost.join('; ')}`] : []),
    ...(gained.length > 0 ? [`adds ${gained.join('; ')}`] : []),
  ]
  const negations = negationChange(before, after)
  return [
    ...reason('units_changed', unitChanges(before, after)),
    ...reason('arithmetic_changed', equations),
    ...reason('roles_changed', roleSwaps(source, copy)),
    ...reason(
      'negation_changed',
      negations === 0 ? [] : [`${Math.abs(negations)} ${negations > 0 ? 'more' : 'fewer'} negations`],
    ),
    ...reason('opposite_said', [...oppositesChanged(before, after), ...sideChanges(before, after)]),
  ]
}

function reason(code: PairReason['code'], found: readonly string[]): PairReason[] {
  return found.length === 0 ? [] : [{ code, text: found.join('; ') }]
}
