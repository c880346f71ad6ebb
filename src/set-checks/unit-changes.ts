import { numeralKey, numeralsOf } from '../text/numerals.js'
import { surplus } from '../text/surplus.js'
import { unitBeside } from '../text/units.js'

/**
 * Quantities whose unit became another: for each value, the units that the source has more often than the copy and
 * the other way round. A unit that disappears ("the 12", "for 5 each") or is added ("5" → "5 dollars") is no change;
 * one that disappears while another comes to stand at the same value is. Percentages are values of their own.
 */
export function unitChanges(source: string, copy: string): string[] {
  const [before, after] = [unitsByValue(source), unitsByValue(copy)]
  return [...before].flatMap(([value, units]) => {
    const now = after.get(value) ?? []
    const [lost, gained] = [surplus(units, now), surplus(now, units)]
    return lost.length > 0 && gained.length > 0
      ? [`${value} ${lost.join(', ')} became ${value} ${gained.join(', ')}`]
      : []
  })
}

/** The units beside each value, each as often as it stands there. */
function unitsByValue(text: string): ReadonlyMap<string, string[]> {
  const units = new Map<string, string[]>()
  for (const numeral of numeralsOf(text)) {
    const unit = numeral.kind === 'percent' ? undefined : unitBeside(text, numeral.start, numeral.end)
    if (unit === undefined || numeral.kind === 'ordinal') continue
    const key = numeralKey(numeral)
    units.set(key, [...(units.get(key) ?? []), unit])
  }
  return units
}
