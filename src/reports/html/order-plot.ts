import * as Plot from '@observablehq/plot'
import { pText, signed } from '../../format.js'
import type { OrderEstimate, OrderRecord } from '../../order-record.js'
import { figureOf } from './figure.js'
import { html, type Markup } from './markup.js'
import { number, text } from './table.js'

/** The order test: what was found, on whose word, and the place of the file's order in each shard. */
export function orderPart(order: OrderRecord, prefix: string): Markup {
  const { question, estimate, ineligibleBecause, items, set, shards, permutations, word, finding, pHolm } =
    order
  return html`<p>${question}</p>
<p>${items} items of ${set} in ${shards} shards, each beside ${permutations} random orders. That this is the published order: ${word}.</p>
${ineligibleBecause.map(reason => html`<p>Not eligible: ${reason.text} <code>${reason.code}</code></p>`)}
${
  estimate === null
    ? undefined
    : html`<p>Effect ${signed(estimate.effect)} nats a shard (${signed(estimate.effectPerToken)} per token), p of t ${pText(estimate.pT)}, p of ranks ${pText(estimate.pRanks)}${pHolm === null ? '' : `, p (Holm) ${pText(pHolm)}`}: ${finding}.${finding === 'open' ? ' That clears nothing.' : ''}</p>
${ranksPlot(estimate, permutations, prefix)}`
}`
}

/** Tenths of the orders: with few shards finer bins would be ragged. */
const BINS = 10

/** Bin of the share of orders that are likelier than the one of this rank. */
const binOf = (rank: number, orders: number) => Math.floor((BINS * (rank - 1)) / orders)

function ranksPlot({ perShard }: OrderEstimate, permutations: number, prefix: string): Markup {
  const orders = permutations + 1
  const counts = new Array<number>(BINS).fill(0)
  for (const { rank } of perShard) counts[binOf(rank, orders)]! += 1
  // With few orders the bins hold unequally many ranks.
  const ranks = new Array<number>(BINS).fill(0)
  for (let rank = 1; rank <= orders; rank++) ranks[binOf(rank, orders)]! += 1
  const bars = counts.map((shards, bin) => ({
    ...{ from: bin / BINS, to: (bin + 1) / BINS, shards },
    expected: (perShard.length * ranks[bin]!) / orders,
  }))
  return figureOf({
    id: `${prefix}order-plot`,
    title: "Place of the file's order among random ones",
    description: `In ${counts[0]} of ${perShard.length} shards the file's order is among the likeliest tenth; ${Number(bars[0]!.expected.toFixed(1))} are expected of a model that does not know it.`,
    height: 190,
    options: () => ({
      ...{ marginLeft: 36, marginRight: 8, marginTop: 20, marginBottom: 44 },
      x: {
        ...{ domain: [0, 100], percent: true, ticks: 5, tickSize: 4, labelAnchor: 'center' },
        label: 'orders that are likelier, %',
      },
      y: { label: 'shards', ticks: 4, tickSize: 0, labelArrow: 'none' },
      marks: [
        Plot.rectY(bars, { x1: 'from', x2: 'to', y: 'shards', fill: 'var(--test)', inset: 1 }),
        Plot.ruleY([0], { stroke: 'var(--muted)' }),
        Plot.ruleY(bars, {
          x1: 'from',
          x2: 'to',
          y: 'expected',
          stroke: 'var(--text)',
          strokeDasharray: '3 4',
        }),
      ],
    }),
    caption: 'Each shard counts once. Dashed: what is expected where the order is not known.',
    table: {
      columns: [
        text('Shard'),
        number("log p in the file's order"),
        number('mean of random orders'),
        number('rank'),
      ],
      rows: perShard.map(({ canonical, permuted, rank }, s) => [
        s + 1,
        canonical.toFixed(2).replace('-', '−'),
        permuted.toFixed(2).replace('-', '−'),
        `${rank} of ${orders}`,
      ]),
    },
  })
}
