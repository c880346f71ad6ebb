import * as Plot from '@observablehq/plot'
import type { DomainsReport, SetChanges } from '../../../domains-report.js'
import { percent, signed } from '../../../format.js'
import { figureOf } from '../figure.js'
import type { Markup } from '../markup.js'
import type { Breadth } from '../plot.js'
import { number, text } from '../table.js'
import { colourOf } from './kinds.js'

/** Below this there is no course to see: two models are one change. */
const LEAST_MODELS = 3
const PANEL_HEIGHT = 130
const COLUMNS: Readonly<Record<Breadth, number>> = { wide: 3, narrow: 2 }

/** A point of a panel: the change since the first model, which is 0 there by definition. */
interface Point {
  readonly panel: number
  readonly at: number
  readonly change: number
  readonly lower: number | null
  readonly upper: number | null
  readonly kind: SetChanges['kind']
}

/**
 * The course of every set's loss from model to model, a panel per set on one scale, so that what one domain loses can be
 * seen beside what another gains. With intervals against the first model.
 */
export function trendsPlot({ changes, models, alpha }: DomainsReport): Markup | undefined {
  if (models.length < LEAST_MODELS) return undefined
  const points = changes.flatMap(pointsOf)
  const values = points.flatMap(({ change, lower, upper }) => [change, lower ?? change, upper ?? change])
  const domain = [Math.min(...values), Math.max(...values)]
  const names = models.map(({ name }, m) => `${m + 1} ${name}`)
  const level = percent(1 - 2 * alpha)
  return figureOf({
    id: 'trends-plot',
    title: `Change of the loss since ${models[0]!.name}, model by model`,
    description: `A panel per set. At the last model: ${changes.map(({ set, since }) => `${set} ${signed(since.at(-1)!.change)}`).join('; ')} nats per standard token.`,
    height: breadth => 50 + PANEL_HEIGHT * Math.ceil(changes.length / COLUMNS[breadth]),
    options: breadth => {
      const place = (panel: number) => ({
        fx: panel % COLUMNS[breadth],
        fy: Math.floor(panel / COLUMNS[breadth]),
      })
      const placed = points.map(point => ({ ...point, ...place(point.panel) }))
      const titles = changes.map(({ set, kind }, panel) => ({
        label: shortened(`${set}${kind === 'benchmark' ? ' ◆' : ''}`, breadth),
        kind,
        ...place(panel),
      }))
      const facet = { fx: 'fx', fy: 'fy' } as const
      return {
        ...{ marginLeft: 44, marginRight: 10, marginTop: 24, marginBottom: 36 },
        x: {
          domain: [0.7, models.length + 0.3],
          label: 'model',
          labelAnchor: 'center',
          labelArrow: 'none',
          ticks: ticksOf(models.length),
          tickFormat: 'd',
          tickSize: 4,
        },
        y: { domain, label: null, ticks: 3, tickSize: 0, grid: true },
        fx: { axis: null, padding: 0.06 },
        fy: { axis: null, padding: 0.24 },
        color: { type: 'identity' },
        marks: [
          Plot.ruleY(titles, { ...facet, y: () => 0, stroke: 'var(--muted)' }),
          Plot.text(titles, {
            ...{ ...facet, text: 'label', frameAnchor: 'top-left', lineAnchor: 'bottom', dy: -6 },
            ...{ fill: 'var(--text)', fontWeight: 600 },
          }),
          Plot.link(
            placed.filter(({ lower }) => lower !== null),
            { ...facet, x: 'at', y1: 'lower', y2: 'upper', stroke: colourOf, strokeOpacity: 0.6 },
          ),
          Plot.line(placed, { ...facet, x: 'at', y: 'change', z: 'panel', stroke: colourOf, strokeWidth: 2 }),
          Plot.dot(placed, { ...facet, x: 'at', y: 'change', fill: colourOf, r: 3 }),
        ],
      }
    },
    caption: `Nats per standard token against the first model, with ${level} intervals; below 0 is a lower loss. ◆ benchmark. Models: ${names.join(', ')}.`,
    table: {
      columns: [text('Model'), ...changes.map(({ set }) => number(set))],
      rows: models
        .slice(1)
        .map(({ name }, m) => [name, ...changes.map(({ since }) => signed(since[m]!.change))]),
    },
  })
}

function pointsOf({ kind, since }: SetChanges, panel: number): Point[] {
  return [
    { panel, at: 1, change: 0, lower: null, upper: null, kind },
    ...since.map(({ change, interval }, m) => ({
      ...{ panel, at: m + 2, change, kind },
      ...{ lower: interval?.lower ?? null, upper: interval?.upper ?? null },
    })),
  ]
}

/** Every model if they are few, otherwise about six. */
function ticksOf(models: number): number[] {
  const step = Math.ceil(models / 6)
  return Array.from({ length: Math.floor((models - 1) / step) + 1 }, (_, i) => 1 + i * step)
}

/** As many characters as a panel is wide. */
function shortened(name: string, breadth: Breadth): string {
  const most = breadth === 'wide' ? 24 : 17
  return name.length <= most ? name : `…${name.slice(1 - most)}`
}
