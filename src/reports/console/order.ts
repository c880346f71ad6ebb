import type { AuditReport } from '../../audit-report.js'
import { pText, signed } from '../../format.js'
import { left, right, table, wrap } from '../table.js'

/** The order test: what was found, or why nothing was scored, and on whose word the order rests. */
export function orderLines(order: NonNullable<AuditReport['order']>, width: number): string[] {
  const { estimate, items, shards, permutations, pHolm, finding, ineligibleBecause, word, set } = order
  const design = `${items} items of ${set} in ${shards} shards, each beside ${permutations} random orders; that this is the published order: ${word}`
  if (estimate === null) {
    return [
      ...ineligibleBecause.flatMap(({ text, code }) => wrap(`not eligible: ${text} [${code}]`, width - 2)),
      ...wrap(design, width - 2),
    ]
  }
  const { effect, effectPerToken, standardError, t, df, pT, pRanks, minimumDetectableEffect } = estimate
  return [
    ...table(
      [
        left(''),
        right('nats/shard'),
        right('s.e.'),
        right('nats/token'),
        right('t'),
        right('df'),
        right('p of t'),
        right('p of ranks'),
        right('p (Holm)'),
        right('could see'),
        left('finding'),
      ],
      [
        [
          'order',
          signed(effect),
          standardError.toFixed(3),
          signed(effectPerToken),
          t.toFixed(2).replace('-', '−'),
          String(df),
          pText(pT),
          pText(pRanks),
          pHolm === null ? 'none' : pText(pHolm),
          minimumDetectableEffect.toFixed(3),
          finding,
        ],
      ],
    ),
    ...wrap(design, width - 2),
  ]
}
