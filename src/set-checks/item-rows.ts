import type { SourceRow } from '../types.js'
import type { Pair } from './pair.js'
import type { SetCheckReport } from './report.js'

/**
 * The table of items as JSONL, a row per item of the set in its order: id, line, keep, all reasons against it, and for
 * a paraphrase its source and what was measured of the pair.
 */
export function itemRows(
  rows: readonly SourceRow[],
  drop: SetCheckReport['drop'],
  pairs: readonly Pair[],
): string {
  const reasonsOf = new Map(drop.map(({ id, reasons }) => [id, reasons]))
  const pairOf = new Map(pairs.map(pair => [pair.id, pair]))
  return rows
    .map(({ id, line }) => {
      const reasons = reasonsOf.get(id) ?? []
      const pair = pairOf.get(id)
      const measured = pair === undefined ? {} : { source: pair.source, ...pair.measures }
      return `${JSON.stringify({ id, line, keep: reasons.length === 0, reasons, ...measured })}\n`
    })
    .join('')
}
