import { median, quantileSorted } from 'simple-statistics'
import type { SourceRow } from '../types.js'
import type { Pair } from './pair.js'
import type { SetCheck } from './report.js'

/** Texts in, one vector per text: a sentence encoder, passed in by whoever has one. */
export type EncodeTexts = (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>

export interface MeaningCheck {
  /** Of the encoder, for the report. */
  readonly name: string
  readonly encode: EncodeTexts
  /** Least cosine of a pair that says the same; depends on the encoder, 0.8 suits those of the MiniLM kind. */
  readonly leastCosine: number
}

export interface Matched {
  readonly parent: SourceRow
  readonly copy: SourceRow
}

/**
 * Compares the two texts of each pair by the cosine of their vectors, adds a reason to pairs below the limit, and says
 * what the limit is worth: how close the encoder puts a reworded item to the source of the next one, which says
 * something else. An encoder that puts those above the limit too (many give 0.7 to anything) proves nothing by it.
 */
export async function judgeMeaning(
  matched: readonly Matched[],
  pairs: readonly Pair[],
  { name, encode, leastCosine }: MeaningCheck,
): Promise<{ readonly pairs: readonly Pair[]; readonly check: SetCheck }> {
  const sources = await encode(matched.map(({ parent }) => parent.text))
  const copies = await encode(matched.map(({ copy }) => copy.text))
  const similarities = matched.map((_, p) => cosine(sources[p]!, copies[p]!))
  const unrelated = matched.flatMap(({ parent }, p) => {
    const other = (p + 1) % matched.length
    return matched[other]!.parent.id === parent.id ? [] : [cosine(sources[other]!, copies[p]!)]
  })
  return {
    pairs: pairs.map((pair, p) => judged(pair, similarities[p]!, leastCosine)),
    check: checkOf(name, leastCosine, similarities, unrelated),
  }
}

function judged(pair: Pair, similarity: number, leastCosine: number): Pair {
  const measures = { ...pair.measures, cosine: similarity }
  if (similarity >= leastCosine) return { ...pair, measures }
  const reason = { code: 'meaning_changed' as const, text: `cosine ${similarity.toFixed(3)}` }
  return { ...pair, measures, reasons: [...pair.reasons, reason] }
}

/** Of the unrelated pairs, this share may lie above the limit before it is said to prove little. */
const MOST_UNRELATED = 0.05

function checkOf(
  encoder: string,
  leastCosine: number,
  similarities: readonly number[],
  unrelated: readonly number[],
): SetCheck {
  const below = similarities.filter(similarity => similarity < leastCosine).length
  const blind = unrelated.filter(similarity => similarity >= leastCosine).length
  const idle = blind > MOST_UNRELATED * unrelated.length
  const upper =
    unrelated.length === 0
      ? undefined
      : quantileSorted(
          [...unrelated].sort((a, b) => a - b),
          1 - MOST_UNRELATED,
        )
  return {
    name: 'meaning',
    status: idle || below > 0 ? 'warn' : 'pass',
    code: idle ? 'meaning_not_told' : below > 0 ? 'meaning_changed' : 'meaning_kept',
    text: [
      `${below} of ${similarities.length} pairs have a cosine below ${leastCosine} by ${encoder}`,
      ...(similarities.length === 0 ? [] : [`median ${median([...similarities]).toFixed(2)}`]),
      ...(upper === undefined
        ? []
        : [
            `pairs of different items: 95 % below ${upper.toFixed(2)}${idle ? ', so that this limit tells little with this encoder; raise --least-cosine above that' : ''}`,
          ]),
    ].join('; '),
    values: {
      encoder,
      leastCosine,
      below,
      ...(similarities.length === 0 ? {} : { median: median([...similarities]) }),
      ...(upper === undefined ? {} : { unrelated95: upper }),
    },
  }
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
