import type { Check } from '../audit-report.js'

/** Of a model's texts, how many are longer than what it read at once. */
export interface Cut {
  readonly name: string
  readonly texts: number
  readonly cut: number
}

/** Share of the texts; up to it the loss of a set is that of whole texts in the main. */
const MOST_CUT = 0.5

/**
 * Were the texts read as wholes? One that is longer than the window is read in pieces, each without most of what stands
 * before it: its loss is higher, memory shows less, and a floor that is a share of the loss rises. It can only weaken a
 * verdict: what is found in pieces stands, what is not found there clears nothing.
 */
export function windowCheck(models: readonly Cut[]): Check[] {
  const short = models.filter(({ texts, cut }) => cut > MOST_CUT * texts)
  if (short.length === 0) return []
  const named = short.map(({ name, texts, cut }) => `${name} ${cut} of ${texts}`)
  return [
    {
      name: 'scores: window',
      status: 'warn',
      code: 'texts_cut',
      text: `Most texts are longer than the window and were read in pieces (${named.join(', ')}), which raises the loss and hides what is remembered. Score with a longer --window`,
      values: { models: short.map(({ name }) => name) },
    },
  ]
}
