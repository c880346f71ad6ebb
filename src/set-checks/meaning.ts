import type { SourceRow } from '../types.js'
import type { Pair } from './pair.js'

/** Texts in, one vector per text: a sentence encoder, passed in by whoever has one. */
export type EncodeTexts = (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>

export interface MeaningCheck {
  readonly encode: EncodeTexts
  /** Least cosine of a pair that says the same; depends on the encoder, 0.8 suits those of the MiniLM kind. */
  readonly leastCosine: number
}

/** Adds a reason to each pair whose two texts the encoder puts further apart than the limit. */
export async function meaningReasons(
  matched: readonly { readonly parent: SourceRow; readonly copy: SourceRow }[],
  pairs: readonly Pair[],
  { encode, leastCosine }: MeaningCheck,
): Promise<Pair[]> {
  const sources = await encode(matched.map(({ parent }) => parent.text))
  const copies = await encode(matched.map(({ copy }) => copy.text))
  return pairs.map((pair, p) => {
    const similarity = cosine(sources[p]!, copies[p]!)
    if (similarity >= leastCosine) return pair
    const reason = { code: 'meaning_changed' as const, text: `cosine ${similarity.toFixed(2)}` }
    return { ...pair, reasons: [...pair.reasons, reason] }
  })
}

/** @throws RangeError for vectors without a direction: a zero or a value that is not finite. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [product, first, second] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    product += a[i]! * b[i]!
    first += a[i]! ** 2
    second += b[i]! ** 2
  }
  const result = product / Math.sqrt(first * second)
  if (a.length !== b.length || !Number.isFinite(result))
    throw new RangeError('Two vectors have no cosine: their lengths differ, or one has no direction')
  return result
}
