import { kolmogorovSmirnov } from '../statistics/kolmogorov-smirnov.js'
import { mean } from '../statistics/moments.js'
import { standardisedDifference } from '../statistics/standardised-difference.js'
import type { SourceRow } from '../types.js'
import { COVARIATES } from './covariates.js'
import { type Covariate, type SetCheck, worst } from './report.js'

/** The usual borders: below a tenth of a standard deviation groups count as balanced, above a quarter regression no longer mends it. */
const WARN_SMD = 0.1
const FAIL_SMD = 0.25

/** With fewer values a standard deviation says little. */
const LEAST_VALUES = 2

/**
 * Whether two sets are alike in length, steps, numbers and answers: the standardised mean difference
 * SMD = (mean_set − mean_against)/√((s²_set + s²_against)/2), and Kolmogorov–Smirnov for the whole distribution, which
 * is shown and decides nothing: with many items it finds differences that do not matter.
 * A covariate that only one of the sets has fails: the sets are not of one form.
 *
 * Source: Austin (2009), Stat. Med. 28, for the SMD; Stuart (2010), Stat. Sci. 25, for its borders.
 */
export function balanceOf(set: readonly SourceRow[], against: readonly SourceRow[]): Covariate[] {
  return COVARIATES.flatMap(({ name, of }): Covariate[] => {
    const [a, b] = [set, against].map(rows => rows.map(of).filter(value => value !== undefined)) as [
      number[],
      number[],
    ]
    if (a.length === 0 && b.length === 0) return []
    const counts = { name, setItems: a.length, againstItems: b.length }
    const means = { set: centre(a), against: centre(b) }
    if (Math.min(a.length, b.length) < LEAST_VALUES)
      return [{ ...counts, ...means, smd: null, ks: null, ksP: null, status: 'fail' }]
    const smd = standardisedDifference(a, b)
    const { d, pValue } = kolmogorovSmirnov(a, b)
    // Two constants: equal ones are balanced, different ones could not be less so.
    const size = smd === null ? (means.set === means.against ? 0 : Number.POSITIVE_INFINITY) : Math.abs(smd)
    const status = size > FAIL_SMD ? 'fail' : size > WARN_SMD ? 'warn' : 'pass'
    return [{ ...counts, ...means, smd, ks: d, ksP: pValue, status }]
  })
}

/** The mean; of a constant the constant itself, which a mean misses by rounding. */
function centre(values: readonly number[]): number | null {
  return values.length === 0 ? null : isConstant(values) ? values[0]! : mean(values)
}

const isConstant = (values: readonly number[]) => values.every(value => value === values[0])

/** `mostly` is the worst that the check may say: paraphrases differ by design and are judged pair by pair. */
export function balanceCheck(covariates: readonly Covariate[], mostly: 'warn' | 'fail'): SetCheck {
  const off = covariates.filter(({ status }) => status !== 'pass')
  const found = worst(covariates.map(({ status }) => status))
  const status = found === 'fail' ? mostly : found
  const shown = off.map(covariate => `${covariate.name} ${differenceOf(covariate)}`)
  return {
    name: 'balance',
    status,
    code: off.length === 0 ? 'balanced' : 'not_balanced',
    text:
      off.length === 0
        ? `No covariate differs by more than ${WARN_SMD} standard deviations`
        : `Differ by more than ${WARN_SMD} standard deviations (fails above ${FAIL_SMD}): ${shown.join(', ')}`,
    values: { off: off.map(({ name }) => name) },
  }
}

function differenceOf({ set, against, setItems, againstItems, smd }: Covariate): string {
  if (smd !== null) return smd.toFixed(2)
  if (set === null || against === null) return 'in one set only'
  if (Math.min(setItems, againstItems) < LEAST_VALUES)
    return `not comparable (${setItems} and ${againstItems} values)`
  return `constant, ${shortly(set)} against ${shortly(against)}`
}

const shortly = (value: number) => String(Number(value.toFixed(2)))
