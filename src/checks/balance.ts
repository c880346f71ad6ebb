import type { Check } from '../audit-report.js'
import { tokenize } from '../statistics/bag-of-words.js'
import { standardisedDifference } from '../statistics/standardised-difference.js'
import { SURFACE_FEATURES, surfaceFeatures } from '../statistics/surface-features.js'
import type { Item } from '../types.js'
import type { SetPair } from './check.js'
import { effectiveClusters } from './size.js'

/** Standard deviations; the usual border of groups that count as balanced. */
const WARN = 0.1

/** Standard errors √(1/n + 1/m), n and m independent items. Six features of two draws of one source all stay within it 19 times in 20. */
const BEYOND_CHANCE = 2.7

/**
 * Are the two sets' texts alike in length and surface? Warns where a feature's standardised mean difference is both
 * above a tenth of a standard deviation and more than chance gives sets of these sizes; `lossgap sets check` compares
 * steps, numerals and answers too. It never bars: reference models take off what all models feel.
 * Source: Stuart (2010), Stat. Sci. 25, for the border.
 */
export function balanceCheck({ firstName, first, secondName, second }: SetPair): Check[] {
  const fewest = Math.min(first.length, second.length)
  if (fewest < 2) return []
  const chance = Math.sqrt(1 / effectiveClusters(first) + 1 / effectiveClusters(second))
  const least = Math.max(WARN, BEYOND_CHANCE * chance)
  const [a, b] = [first, second].map(items => items.map(featuresOf))
  const differences = SURFACE_FEATURES.map((name, f) => {
    const [left, right] = [a!, b!].map(rows => rows.map(row => row[f]!))
    // Two constants: equal ones are balanced, different ones could not be less so.
    const size = standardisedDifference(left!, right!) ?? (left![0] === right![0] ? 0 : null)
    return { name, size }
  })
  const off = differences.filter(({ size }) => size === null || Math.abs(size) > least)
  const shown = off.map(
    ({ name, size }) => `${name} ${size === null ? '(constants that differ)' : signed(size)}`,
  )
  const known = differences.flatMap(({ name, size }) => (size === null ? [] : [[name, size] as const]))
  return [
    {
      name: `${firstName} against ${secondName}: balance`,
      status: off.length === 0 ? 'pass' : 'warn',
      code: off.length === 0 ? 'balanced' : 'not_balanced',
      text:
        off.length === 0
          ? `Length and surface differ by no more than ${least.toFixed(2)} standard deviations`
          : `Length or surface differ by more than ${least.toFixed(2)} standard deviations: ${shown.join(', ')}`,
      values: Object.fromEntries(known),
    },
  ]
}

const featuresOf = ({ text }: Item) => surfaceFeatures(text, tokenize(text))

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`
