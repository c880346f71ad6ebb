import { moments } from './moments.js'
import type { Values } from './types.js'

/**
 * Standardised mean difference (mean_a − mean_b)/√((s²_a + s²_b)/2), in standard deviations; positive where a is larger.
 * null where both samples are constant: there is no spread to measure by.
 * Source: Austin (2009), Stat. Med. 28.
 * @throws LossgapError SET_TOO_SMALL with fewer than two values in a sample.
 */
export function standardisedDifference(a: Values, b: Values): number | null {
  const [first, second] = [moments(a), moments(b)]
  const spread = Math.sqrt((first.variance + second.variance) / 2)
  return spread === 0 ? null : (first.mean - second.mean) / spread
}
