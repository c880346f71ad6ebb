import { benjaminiHochberg } from '../statistics/benjamini-hochberg.js'
import { conformalPValues } from '../statistics/conformal.js'
import { relativeTo } from '../statistics/difference-in-differences.js'
import { mean } from '../statistics/moments.js'
import { type ModelPair, scaleOf } from './estimate.js'

/** How familiar the audited model is with one item of the set in question. */
export interface ItemFamiliarity {
  readonly id: string
  /** Loss of the audited model, nats/token. */
  readonly loss: number
  /** Mean loss of the reference models in the unit of the family; null without any. */
  readonly referenceLoss: number | null
  /** Higher means more familiar; nats/token, or its equivalent between tokenizers. */
  readonly familiarity: number
  readonly pValue: number
  readonly qValue: number
}

/**
 * Familiarity of single items: a_i = mean_k ℓ_k(i) − ℓ_S(i), or −ℓ_S(i) without reference models; p_i is conformal
 * against the same value of the unexposed items, q_i adjusts the p_i of all items (Benjamini and Hochberg).
 *
 * Shapes: one entry per item of `suspect.exposed`, in its order; `references` hold the same items in the same order.
 * Units: as `scaleOf` says. Orientation: higher is leak-like; small p and q are.
 * Validity: unexposed items of both sets have one distribution of a, and items are independent. p is at least
 * 1/(n + 1) with n unexposed items. A list of items supports a finding on the set; it never makes one.
 * Source: as `conformalPValues` and `benjaminiHochberg`.
 */
export function itemFamiliarity(suspect: ModelPair, references: readonly ModelPair[]): ItemFamiliarity[] {
  const scale = scaleOf(suspect, references)
  const side = (name: 'exposed' | 'unexposed') => {
    const values = references.map(model => scale.valuesOf(model[name]))
    const relative = relativeTo(scale.valuesOf(suspect[name]), values)
    return { values, familiarity: relative.map(value => -value) }
  }
  const [exposed, unexposed] = [side('exposed'), side('unexposed')]
  const pValues = conformalPValues(exposed.familiarity, unexposed.familiarity)
  const qValues = benjaminiHochberg([...pValues])
  return suspect.exposed.map(({ id, nats, tokens }, i) => ({
    id,
    loss: nats / tokens,
    referenceLoss: references.length === 0 ? null : mean(exposed.values.map(values => values[i]!)),
    familiarity: exposed.familiarity[i]!,
    pValue: pValues[i]!,
    qValue: qValues[i]!,
  }))
}
