import * as Plot from '@observablehq/plot'
import { signed } from '../../../format.js'
import type { Run } from '../../../runs/run.js'
import { chanceText } from '../../power.js'
import { figureOf } from '../figure.js'
import { html, type Markup } from '../markup.js'
import type { Section } from '../section.js'
import { number, text } from '../table.js'

/** What this audit could have found, whatever it found. */
export const power: Section = {
  id: 'power',
  title: 'What this audit could have found',
  body: ({ report, power: curve }, { prefix }) => {
    if (curve === undefined) return undefined
    const effect = report.families.find(({ name }) => name === 'loss-gap')?.effect
    return html`${curve.barred.map(reason => html`<p>No verdict by the loss gap: ${reason}.</p>`)}
<p>${curve.barred.length > 0 ? 'By the test alone, an' : 'An'} effect of ${curve.smallestEffect.toFixed(3)} nats/token or more is found with ${chanceText(curve.power)} chance; a model without any is cleared with ${chanceText(curve.points[0]!.cleared)} and called exposed with ${chanceText(curve.points[0]!.found)} chance.</p>
${plotOf(curve, effect, prefix)}`
  },
}

type PowerCurve = NonNullable<Run['power']>

/** Rows of the table: every tenth point of the curve. */
const EVERY = 10

function plotOf(curve: PowerCurve, effect: number | undefined, prefix: string): Markup {
  const { points, effectFloor } = curve
  const end = points.at(-1)!.effect
  const seen = effect !== undefined && effect > 0 && effect <= end
  const lines = [
    { label: 'found', key: 'found', colour: 'var(--test)', dash: '0' },
    { label: 'cleared', key: 'cleared', colour: 'var(--ref)', dash: '6 4' },
  ] as const
  return figureOf({
    id: `${prefix}power-plot`,
    title: 'Chance of finding and of clearing an effect',
    description: `By the size of the effect: found, from ${chanceText(points[0]!.found)} at none to ${chanceText(points.at(-1)!.found)} at ${end.toFixed(3)}; cleared, from ${chanceText(points[0]!.cleared)} to ${chanceText(points.at(-1)!.cleared)}.`,
    height: 260,
    options: () => ({
      ...{ marginLeft: 42, marginRight: 16, marginTop: 30, marginBottom: 44 },
      x: {
        label: 'effect, the same in every test item, nats/token',
        labelAnchor: 'center',
        ticks: 6,
        tickSize: 4,
      },
      y: {
        domain: [0, 100],
        percent: true,
        label: 'chance, %',
        ticks: 5,
        tickSize: 0,
        grid: true,
        labelArrow: 'none',
      },
      marks: [
        Plot.ruleX([effectFloor], { stroke: 'var(--muted)', strokeDasharray: '3 4' }),
        Plot.text([{ x: effectFloor, label: `counts from ${effectFloor.toFixed(3)}` }], {
          ...{
            x: 'x',
            text: 'label',
            frameAnchor: 'top',
            lineAnchor: 'bottom',
            dy: -6,
            fill: 'var(--muted)',
          },
        }),
        ...(seen
          ? [
              Plot.ruleX([effect], { stroke: 'var(--text)' }),
              Plot.text([{ x: effect, label: 'this audit' }], {
                ...{ x: 'x', text: 'label', frameAnchor: 'bottom', dy: -8, dx: 5, textAnchor: 'start' },
                ...{ fill: 'var(--text)', stroke: 'var(--ground)', strokeWidth: 4 },
              }),
            ]
          : []),
        ...lines.map(({ key, colour, dash }) =>
          Plot.line(points, { x: 'effect', y: key, stroke: colour, strokeWidth: 2.5, strokeDasharray: dash }),
        ),
        ...lines.map(({ label, key, colour }) => {
          const at = points.reduce((a, b) => (Math.abs(b[key] - 0.5) < Math.abs(a[key] - 0.5) ? b : a))
          // Outwards, so that the two do not meet; the falling line may begin too near to the edge for that.
          const outwards = key === 'cleared' && at.effect > 0.2 * end
          return Plot.text([at], {
            ...{ x: 'effect', y: key, text: () => label, fill: colour, fontWeight: 600 },
            ...({ dx: outwards ? -8 : 8, textAnchor: outwards ? 'end' : 'start' } as const),
            ...{ stroke: 'var(--ground)', strokeWidth: 5 },
          })
        }),
      ],
    }),
    caption: `Solid: found; dashed: cleared; the rest is inconclusive. As if the scored items were judged once, by the loss gap alone and with all checks passed.${curve.assumed.length > 0 ? ` Not measured here but assumed: ${curve.assumed.join('; ')}.` : ''}${seen || effect === undefined ? '' : ` The effect of this audit, ${signed(effect)}, lies outside of what is drawn.`}`,
    table: {
      columns: [text('Effect, nats/token'), number('found'), number('cleared')],
      rows: points
        .filter((_, p) => p % EVERY === 0)
        .map(point => [point.effect.toFixed(3), chanceText(point.found), chanceText(point.cleared)]),
    },
  })
}
