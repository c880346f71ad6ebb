import * as Plot from '@observablehq/plot'
import type { AuditReport, SetRecord } from '../../../audit-report.js'
import { ROLES } from '../../console/roles.js'
import { figureOf } from '../figure.js'
import { html } from '../markup.js'
import type { Section } from '../section.js'
import { number, tableOf, text } from '../table.js'

const ROW_HEIGHT = 92
/** Room for the label above the bars of a set. */
const LABEL = 20
const COLOURS: Readonly<Record<SetRecord['role'], string>> = {
  test: 'var(--test)',
  ref: 'var(--ref)',
  train: 'var(--train)',
  paraphrase: 'var(--paraphrase)',
  'ref-paraphrase': 'var(--muted)',
}

/** How the losses of single items are distributed, set by set on one axis. */
export const losses: Section = {
  id: 'losses',
  title: 'Loss per item',
  body: ({ report }, { prefix }) => html`${distributions(report, prefix)}
${tableOf(
  [
    text('Set'),
    ...['items', 'left out', 'tokens', 'per token', 'per item', '± s.e.', 'bits/byte', 'perplexity'].map(
      number,
    ),
  ],
  report.sets.map(({ role, loss, exclusions }) => [
    ROLES[role],
    loss.items,
    exclusions.reduce((sum, { ids }) => sum + ids.length, 0),
    loss.tokens,
    loss.tokenWeighted.toFixed(3),
    loss.itemWeighted.toFixed(3),
    loss.itemWeightedError?.toFixed(3) ?? 'none',
    loss.bitsPerByte.toFixed(3),
    loss.perplexity.toFixed(2),
  ]),
  'Losses of the audited model, nats/token',
)}`,
}

function distributions({ sets, bins, model: { name } }: AuditReport, prefix: string) {
  const edge = (bin: number) => bins.start + bin * bins.width
  const bars = sets.flatMap(({ role, histogram, loss }) =>
    histogram.map((items, bin) => ({ role, from: edge(bin), to: edge(bin + 1), share: items / loss.items })),
  )
  const means = sets.map(({ role, loss }) => ({ role, mean: loss.itemWeighted }))
  const labels = sets.map(({ role, loss }) => ({
    role,
    label: `${ROLES[role]}: mean ${loss.itemWeighted.toFixed(3)}, ${loss.items} items`,
  }))
  const test = sets[0]!.loss.itemWeighted
  const highest = Math.max(...bars.map(({ share }) => share))
  return figureOf({
    id: `${prefix}losses-plot`,
    title: 'Distribution of the loss per item',
    description: `Share of items by loss under ${name}, nats/token. ${labels.map(({ label }) => label).join('; ')}.`,
    height: ROW_HEIGHT * sets.length + 60,
    options: () => ({
      ...{ marginLeft: 8, marginRight: 8, marginTop: 8, marginBottom: 44 },
      x: { label: 'loss of an item, nats/token', labelAnchor: 'center', tickSize: 4, ticks: 6 },
      y: { axis: null, insetTop: LABEL },
      fy: { axis: null, domain: sets.map(({ role }) => role), padding: 0.12 },
      color: { type: 'identity' },
      marks: [
        Plot.rectY(bars, {
          ...{ x1: 'from', x2: 'to', y: 'share', fy: 'role', inset: 0.5 },
          fill: (bar: { role: SetRecord['role'] }) => COLOURS[bar.role],
        }),
        Plot.ruleY(sets, { fy: 'role', y: () => 0, stroke: 'var(--muted)' }),
        Plot.ruleX([test], { y1: 0, y2: highest, stroke: 'var(--text)', strokeDasharray: '2 4' }),
        Plot.ruleX(means, {
          x: 'mean',
          y1: 0,
          y2: highest,
          fy: 'role',
          stroke: 'var(--text)',
          strokeWidth: 2,
        }),
        Plot.text(labels, {
          ...{ fy: 'role', text: 'label', frameAnchor: 'top-right', lineAnchor: 'top', textAnchor: 'end' },
          ...{ fill: 'var(--text)', stroke: 'var(--ground)', strokeWidth: 4 },
        }),
      ],
    }),
    caption: 'Height: share of the items of each set. Line: mean; dotted: mean of the test set.',
    table: {
      columns: [text('Loss, nats/token'), ...sets.map(({ role }) => number(ROLES[role]))],
      rows: Array.from({ length: bins.count }, (_, bin) => [
        `${edge(bin).toFixed(3)} to ${edge(bin + 1).toFixed(3)}`,
        ...sets.map(({ histogram }) => histogram[bin]!),
      ]),
    },
  })
}
