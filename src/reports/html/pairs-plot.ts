import * as Plot from '@observablehq/plot'
import { plain } from '../../format.js'
import type { Run, RunPair } from '../../runs/run.js'
import { figureOf } from './figure.js'
import { html, type Markup } from './markup.js'
import { number, text } from './table.js'

/** More dots than this say no more and make the file large. */
const MOST_DOTS = 1000
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]

/** Each item beside its own paraphrase. */
export function pairsPlot({ pairs }: Run, prefix: string): Markup {
  if (pairs === undefined || pairs.length === 0)
    return html`<p class="missing">The pairs themselves are not shown: they need the score files of the run.</p>`
  const step = Math.ceil(pairs.length / MOST_DOTS)
  const shown = pairs.filter((_, i) => i % step === 0)
  const losses = shown.flatMap(({ original, reworded }) => [original, reworded])
  const domain = [Math.min(...losses), Math.max(...losses)]
  const below = pairs.filter(({ original, reworded }) => original < reworded).length
  const sentence = `${below} of ${pairs.length} items have a lower loss than their paraphrase.`
  const axis = {
    domain,
    nice: true,
    labelAnchor: 'center',
    labelArrow: 'none',
    ticks: 5,
    tickSize: 4,
  } as const
  return figureOf({
    id: `${prefix}pairs-plot`,
    title: 'Items beside their paraphrases',
    description: sentence,
    height: 360,
    options: () => ({
      ...{ marginLeft: 52, marginRight: 12, marginTop: 12, marginBottom: 44 },
      x: { ...axis, label: 'loss on the paraphrase, nats/token' },
      y: { ...axis, label: 'loss on the item' },
      marks: [
        Plot.link([domain], {
          x1: '0',
          y1: '0',
          x2: '1',
          y2: '1',
          stroke: 'var(--text)',
          strokeDasharray: '3 4',
        }),
        Plot.dot(shown, { x: 'reworded', y: 'original', r: 2.2, fill: 'var(--test)', fillOpacity: 0.55 }),
      ],
    }),
    caption: `${sentence} Dashed: equal losses. Rewording alone raises the loss, so that the effect counts only what the reference models do not show.${step > 1 ? ` One pair in ${step} is drawn.` : ''}`,
    table: {
      columns: [text('Share of the pairs'), number('loss on the item − on its paraphrase, at most')],
      rows: quantiles(pairs).map(([share, value]) => [`${share * 100} %`, plain(value)]),
    },
  })
}

/** Order statistics: the smallest difference that at least this share of the pairs does not exceed. */
function quantiles(pairs: readonly RunPair[]): (readonly [number, number])[] {
  const sorted = pairs.map(({ original, reworded }) => original - reworded).sort((a, b) => a - b)
  return QUANTILES.map(share => [share, sorted[Math.ceil(share * sorted.length) - 1]!])
}
