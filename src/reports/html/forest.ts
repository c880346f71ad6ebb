import * as Plot from '@observablehq/plot'
import type { Family } from '../../audit-report.js'
import { percent, plain, signed } from '../../format.js'
import { shortNames } from '../../short-names.js'
import { figureOf } from './figure.js'
import type { Markup } from './markup.js'
import { number, text } from './table.js'

/** A line of the plot: a gap, with an interval where it is the effect that was judged. */
interface Row {
  readonly label: string
  readonly value: number
  readonly lower?: number
  readonly upper?: number
  readonly kind: 'effect' | 'audited' | 'reference'
}

const ROW_HEIGHT = 44
/** Where the words of a row end. */
const BELOW_WORDS = ROW_HEIGHT / 2 - 1
/** Above the first row, and below the last for the axis and its label. */
const MARGINS = { top: 34, bottom: 44 } as const
const COLOURS = { effect: 'var(--text)', audited: 'var(--test)', reference: 'var(--ref)' } as const
const SIGNS = { effect: 'diamond', audited: 'circle', reference: 'square' } as const

export interface ForestWords {
  readonly id: string
  readonly title: string
  /** Name of the audited model. */
  readonly model: string
  /** What a value on the axis says. */
  readonly axis: string
}

/**
 * One family's effect with its interval against 0 and the floor, and below it the gaps that it is made of, turned so
 * that more familiar is to the right: −g_S of the audited model and −g_k of each reference; effect = −g_S − mean(−g_k).
 */
export function forestOf(family: Family, { id, title, model, axis }: ForestWords): Markup {
  const rows = rowsOf(family, model)
  const values = rows.flatMap(({ value, lower = value, upper = value }) => [value, lower, upper])
  const [low, high] = [Math.min(0, ...values), Math.max(family.effectFloor, ...values)]
  const room = 0.06 * (high - low)
  const level = percent(family.interval.level)
  const interval = `${signed(family.interval.lower)} to ${signed(family.interval.upper)}`
  return figureOf({
    id,
    title,
    description: `Effect ${signed(family.effect)}, ${level} interval ${interval}; ${family.effectFloor.toFixed(3)} or more counts as exposure. ${family.referenceGaps.length} reference models.`,
    height: MARGINS.top + MARGINS.bottom + ROW_HEIGHT * rows.length,
    options: breadth => ({
      ...{ marginLeft: 8, marginRight: 8, marginTop: MARGINS.top, marginBottom: MARGINS.bottom },
      x: {
        domain: [low - room, high + room],
        label: breadth === 'wide' ? axis : 'nats/token →',
        labelAnchor: 'center',
        ticks: 6,
        tickSize: 4,
      },
      y: { domain: rows.map((_, r) => r), axis: null, type: 'band', padding: 0 },
      marks: [
        // Beside the marks only: a line through the words would strike them out.
        Plot.tickX(rows, { x: () => 0, y: (_, r) => r, insetTop: BELOW_WORDS, stroke: 'var(--muted)' }),
        Plot.tickX(rows, {
          ...{ x: () => family.effectFloor, y: (_, r) => r, insetTop: BELOW_WORDS },
          ...{ stroke: 'var(--muted)', strokeDasharray: '3 4' },
        }),
        Plot.text([{ at: family.effectFloor, label: `counts from ${plain(family.effectFloor)}` }], {
          ...note,
          // Towards the middle, where there is room for the words.
          ...(family.effectFloor > (low + high) / 2
            ? ({ textAnchor: 'end', dx: 2 } as const)
            : ({ textAnchor: 'start', dx: -2 } as const)),
        }),
        Plot.text(rows, {
          ...{ y: (_, r) => r, text: 'label', frameAnchor: 'left', textAnchor: 'start', dy: -9 },
          ...{ fill: 'var(--text)', stroke: 'var(--ground)', strokeWidth: 4 },
        }),
        Plot.link(
          rows.filter(({ lower }) => lower !== undefined),
          { x1: 'lower', x2: 'upper', y: () => 0, stroke: 'var(--text)', strokeWidth: 2, dy: 8 },
        ),
        Plot.dot(rows, {
          ...{ x: 'value', y: (_, r) => r, dy: 8, r: 5 },
          ...{ fill: (row: Row) => COLOURS[row.kind], symbol: (row: Row) => SIGNS[row.kind] },
        }),
      ],
      color: { type: 'identity' },
      symbol: { type: 'identity' } as object,
    }),
    caption: captionOf(family),
    table: {
      columns: [text('Gap'), number('Value'), number(`${level} interval`)],
      rows: rows.map(({ label, value, kind }) => [label, signed(value), kind === 'effect' ? interval : '']),
    },
  })
}

/** Small words at the top of a vertical rule. */
const note = {
  ...({ x: 'at', text: 'label', frameAnchor: 'top', dy: -20, fill: 'var(--muted)' } as const),
}

function rowsOf(family: Family, model: string): Row[] {
  const { effect, interval, suspectGap, referenceGaps, calibration } = family
  const { lower, upper } = interval
  const judged = { value: effect, lower, upper, kind: 'effect' } as const
  if (calibration === 'raw') return [{ label: `Effect: ${model} by itself`, ...judged }]
  const names = shortNames(referenceGaps.map(({ name }) => name))
  return [
    {
      label: `Effect: ${model} beyond ${referenceGaps.length === 1 ? 'the reference' : 'the references'}`,
      ...judged,
    },
    { label: `${model}, audited`, value: -suspectGap, kind: 'audited' },
    ...referenceGaps.map(({ gap }, k): Row => {
      return { label: `${names[k]}, reference`, value: -gap, kind: 'reference' }
    }),
  ]
}

function captionOf({ calibration, unit, standardError }: Family): string {
  const made =
    calibration === 'raw'
      ? 'No reference model: the effect is the gap itself.'
      : 'The effect (◆) is the gap of the audited model (●) less the mean of the reference models (■).'
  const scale = unit === 'nats-per-token' ? 'Nats/token' : 'Nats per token-equivalent, compared by bytes'
  return `${made} ${scale}; right of 0 is more familiar. Standard error ${standardError.toFixed(3)}.`
}
