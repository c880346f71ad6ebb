/** What a reader calls the sets. */
export const ROLES = { test: 'test', ref: 'reference', train: 'train' } as const

export const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`

/** A p-value as far as it can be believed: below 1e−16 the distribution functions themselves round. */
export function pText(p: number): string {
  if (p < 1e-16) return '<1e−16'
  return p < 1e-4 ? p.toExponential(0).replace('-', '−') : p.toFixed(4)
}
