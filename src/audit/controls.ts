import type { Check } from '../audit-report.js'
import { negativeControl } from '../checks/negative-control.js'
import { scaleOf } from '../gaps/estimate.js'
import type { FamilyInput } from '../gaps/family.js'
import { relativeTo } from '../statistics/difference-in-differences.js'
import type { Random } from '../statistics/random.js'

/** The negative control on the reference set, in the very values that the gap is made of. */
export function controlsOf(name: string, { suspect, references }: FamilyInput, random: Random): Check[] {
  const { valuesOf } = scaleOf(suspect, references)
  const values = relativeTo(
    valuesOf(suspect.unexposed),
    references.map(model => valuesOf(model.unexposed)),
  )
  const clusters = suspect.unexposed.map(({ cluster }) => cluster)
  return negativeControl(name, { values, clusters }, random.stream('negative control'))
}
