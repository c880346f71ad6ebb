import * as Plot from '@observablehq/plot'
import type { Family } from '../../../audit-report.js'
import { percent } from '../../../format.js'
import { figureOf } from '../figure.js'
import { html } from '../markup.js'
import type { Section } from '../section.js'
import { number, text } from '../table.js'

const SETS = { 'loss-gap': 'test items', 'train-split': 'train items', paraphrase: 'test items' } as const

/** How many of the items look exposed; said only where an effect may be there, as the console does. */
export const dose: Section = {
  id: 'dose',
  title: 'How many items',
  body: ({ report }, { prefix }) => {
    const shares = report.families.flatMap(({ name, eligible, finding, exposedShare }: Family) =>
      exposedShare === null || !eligible || finding === 'absent'
        ? []
        : [{ label: SETS[name], ...exposedShare }],
    )
    if (shares.length === 0) return undefined
    const sentences = shares.map(
      ({ label, estimate, lowerBound, level }) =>
        `Share of the ${label} that look exposed: about ${Math.round(100 * estimate)} % (at least ${Math.floor(100 * lowerBound)} %, ${percent(level)} confidence).`,
    )
    return html`${sentences.map(sentence => html`<p>${sentence}</p>`)}
${figureOf({
  id: `${prefix}dose-plot`,
  title: 'Share of items that look exposed',
  description: sentences.join(' '),
  height: 56 + 44 * shares.length,
  options: () => ({
    ...{ marginLeft: 8, marginRight: 12, marginTop: 8, marginBottom: 44 },
    x: {
      ...{
        domain: [0, 100],
        percent: true,
        ticks: 5,
        tickSize: 4,
        labelAnchor: 'center',
        labelArrow: 'none',
      },
      label: 'share of the items, %',
    },
    y: { axis: null, type: 'band', domain: shares.map(({ label }) => label), padding: 0 },
    marks: [
      Plot.text(shares, { y: 'label', text: 'label', frameAnchor: 'left', textAnchor: 'start', dy: -10 }),
      Plot.link(shares, {
        x1: () => 0,
        x2: () => 1,
        y: 'label',
        dy: 8,
        stroke: 'var(--line)',
        strokeWidth: 6,
      }),
      Plot.link(shares, {
        x1: 'lowerBound',
        x2: () => 1,
        y: 'label',
        dy: 8,
        stroke: 'var(--muted)',
        strokeWidth: 6,
      }),
      Plot.dot(shares, { x: 'estimate', y: 'label', dy: 8, r: 6, symbol: 'diamond', fill: 'var(--text)' }),
    ],
  }),
  caption:
    'Bar: from the lower bound upwards, for exposed items of whatever losses. ◆: estimate. Both describe a finding, and decide nothing.',
  table: {
    columns: [text('Items'), number('at least'), number('confidence'), number('about')],
    rows: shares.map(({ label, estimate, lowerBound, level }) => [
      label,
      `${Math.floor(100 * lowerBound)} %`,
      percent(level),
      `${Math.round(100 * estimate)} %`,
    ]),
  },
})}`
  },
}
