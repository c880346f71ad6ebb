/** Numbers as reports and verdicts show them. */

/** Three decimals with a sign: gaps of interest start at 0.05. */
export const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`

/** Three decimals, with a sign only where it is below 0. */
export const plain = (value: number) => value.toFixed(3).replace('-', '−')

/** A p-value with its relation, as far as it can be believed: below 1e−16 the distribution functions round. */
export function pText(p: number): string {
  if (p < 1e-16) return '<1e−16'
  return p < 1e-4 ? p.toExponential(0).replace('-', '−') : p.toFixed(4)
}

/** A p-value beside a level of many zeros, with two digits: at four decimals 0.00028 would look allowed where 0.00025 is. */
export function pTwoDigits(p: number): string {
  return p < 1e-16 ? '<1e−16' : p.toExponential(1).replace('-', '−')
}

/** A p-value after its sign of relation: "= 0.0120", "< 1e−16". */
export function pRelation(p: number): string {
  const text = pText(p)
  return text.startsWith('<') ? `< ${text.slice(1)}` : `= ${text}`
}

/** A share in percent with all the digits that it has: 0.99998 is 99.998 %, not 100 %. */
export function percent(share: number): string {
  // Twelve digits leave out what binary fractions add.
  return `${Number((share * 100).toPrecision(12))} %`
}
