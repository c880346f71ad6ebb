import type { ScoredModel } from '../scoring/score-sets.js'
import { itemLossOf } from '../scoring/token-scores.js'
import { shortNames } from '../short-names.js'
import { aggregateLoss } from '../statistics/aggregate.js'
import type { ItemLoss, ItemSet } from '../types.js'
import { printable } from './printable.js'
import { left, right, table } from './table.js'

/** Losses of each set under one model, as aligned text. */
export function lossTable(sets: readonly ItemSet[], { scores }: ScoredModel): string {
  const names = printable(shortNames(sets.map(set => set.name)))
  const rows = sets.map((set, s) => {
    const losses: ItemLoss[] = []
    set.items.forEach((item, i) => {
      const scored = scores[s]![i]
      if (scored) losses.push(itemLossOf(scored, item.cluster))
    })
    const repeated = set.exclusions.reduce((sum, { ids }) => sum + ids.length, 0)
    const leftOut = String(repeated + set.items.length - losses.length)
    if (losses.length === 0) return [names[s]!, '0', leftOut, '0', 'none', 'none', 'none', 'none']
    const loss = aggregateLoss(losses)
    return [
      names[s]!,
      String(loss.itemCount),
      leftOut,
      String(loss.tokens),
      loss.tokenWeighted.toFixed(4),
      loss.itemWeighted.toFixed(4),
      loss.bitsPerByte.toFixed(4),
      loss.perplexity.toFixed(2),
    ]
  })
  const numbers = ['items', 'left out', 'tokens', 'nats/token', 'per item', 'bits/byte', 'perplexity']
  const columns = [left('set'), ...numbers.map(right)]
  return `${table(columns, rows).join('\n')}\n`
}
