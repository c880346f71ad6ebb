import Fraction from 'fraction.js'
import type { PercentForm } from './template.js'

const PERCENT: Readonly<Record<PercentForm, (value: Fraction) => Fraction>> = {
  share: value => value.div(100),
  'rest share': value => new Fraction(1).sub(value.div(100)),
  'grown share': value => value.div(100).add(1),
  rest: value => new Fraction(100).sub(value),
  grown: value => value.add(100),
}

export const PERCENT_FORMS = Object.keys(PERCENT) as readonly PercentForm[]

/** A percentage as a step may use it. */
export function percentForm(form: PercentForm, value: Fraction): Fraction {
  return PERCENT[form](value)
}
