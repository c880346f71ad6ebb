import type { AuditReport } from '../../audit-report.js'
import { shortNames } from '../../short-names.js'
import { left, right, table } from '../table.js'
import { ROLES } from './roles.js'

const BARS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/** Losses of each set under the audited model. */
export function lossLines({ sets }: AuditReport): string[] {
  const names = shortNames(sets.map(set => set.name))
  return table(
    [
      left(''),
      left('set'),
      right('items'),
      right('left out'),
      right('tokens'),
      right('per token'),
      right('per item'),
      right('± s.e.'),
      right('bits/byte'),
      right('perplexity'),
    ],
    sets.map(({ role, loss, exclusions }, s) => [
      ROLES[role],
      names[s]!,
      String(loss.items),
      String(exclusions.reduce((sum, { ids }) => sum + ids.length, 0)),
      String(loss.tokens),
      loss.tokenWeighted.toFixed(3),
      loss.itemWeighted.toFixed(3),
      loss.itemWeightedError === null ? 'none' : loss.itemWeightedError.toFixed(3),
      loss.bitsPerByte.toFixed(3),
      loss.perplexity.toFixed(2),
    ]),
  )
}

/** One row of bars per set on a common axis; the tallest bar of each row is full. */
export function plotLines({ sets, bins }: AuditReport): string[] {
  const axis = `${bins.start.toFixed(2)}${' '.repeat(Math.max(1, bins.count - 8))}${(bins.start + bins.count * bins.width).toFixed(2)}`
  return table(
    [left(''), left(axis)],
    sets.map(({ role, histogram }) => {
      const tallest = Math.max(...histogram)
      // A bin that holds any item shows at least the lowest bar.
      const bar = (items: number) =>
        BARS[items === 0 ? 0 : Math.max(1, Math.round((items / tallest) * (BARS.length - 1)))]
      return [ROLES[role], histogram.map(bar).join('')]
    }),
  )
}
