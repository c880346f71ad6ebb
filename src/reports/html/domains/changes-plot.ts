import * as Plot from '@observablehq/plot'
import type { DomainChange, DomainsReport, SetChanges } from '../../../domains-report.js'
import { percent, signed } from '../../../format.js'
import { intervalText } from '../../domain-changes.js'
import { figureOf } from '../figure.js'
import type { Markup } from '../markup.js'
import { number, text } from '../table.js'
import { colourOf, KINDS } from './kinds.js'

const ROW_HEIGHT = 44
const MARGINS = { top: 10, bottom: 44 } as const

interface Row extends DomainChange, Pick<SetChanges, 'set' | 'kind'> {}

/** What moved from the first model to the last: each set's change with its interval against 0, benchmarks last. */
export function changesPlot({ changes, models, alpha }: DomainsReport): Markup | undefined {
  if (changes.length === 0) return undefined
  const rows = KINDS.flatMap(({ kind }) =>
    changes.filter(set => set.kind === kind).map(({ set, since }): Row => ({ set, kind, ...since.at(-1)! })),
  )
  const [from, to] = [models[0]!.name, models.at(-1)!.name]
  const values = rows.flatMap(({ change, interval }) =>
    interval === null ? [change] : [interval.lower, interval.upper],
  )
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const room = 0.06 * (high - low || 1)
  const level = percent(1 - 2 * alpha)
  return figureOf({
    id: 'changes-plot',
    title: `Change of the loss from ${from} to ${to}`,
    description: `Nats per standard token, ${level} intervals. ${rows.map(({ set, change, moves }) => `${set} ${signed(change)}, ${WORDS[moves]}`).join('; ')}.`,
    height: MARGINS.top + MARGINS.bottom + ROW_HEIGHT * rows.length,
    options: breadth => ({
      ...{ marginLeft: 8, marginRight: 8, marginTop: MARGINS.top, marginBottom: MARGINS.bottom },
      x: {
        domain: [low - room, high + room],
        label:
          breadth === 'wide'
            ? '← lower loss      change, nats/standard token      higher loss →'
            : 'change, nats/token',
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: breadth === 'wide' ? 8 : 4,
        tickSize: 4,
      },
      y: { domain: rows.map((_, r) => r), axis: null, type: 'band', padding: 0 },
      color: { type: 'identity' },
      symbol: { type: 'identity' } as object,
      marks: [
        // Beside the marks only: a line through the words would strike them out.
        Plot.tickX(rows, {
          x: () => 0,
          y: (_, r) => r,
          insetTop: ROW_HEIGHT / 2 - 1,
          stroke: 'var(--muted)',
        }),
        Plot.text(rows, {
          ...{ y: (_, r) => r, frameAnchor: 'left', textAnchor: 'start', dy: -9 },
          text: ({ set, kind, change }: Row) =>
            `${set}${kind === 'benchmark' ? ', benchmark' : ''}: ${signed(change)}`,
          ...{ fill: 'var(--text)', stroke: 'var(--ground)', strokeWidth: 4 },
        }),
        Plot.link(
          rows.flatMap((row, r) => (row.interval === null ? [] : [{ ...row.interval, r, kind: row.kind }])),
          { x1: 'lower', x2: 'upper', y: 'r', stroke: colourOf, strokeWidth: 2, dy: 8 },
        ),
        Plot.dot(rows, {
          ...{ x: 'change', y: (_, r) => r, dy: 8, r: 5, fill: colourOf },
          symbol: ({ kind }: Row) => (kind === 'benchmark' ? 'diamond' : 'circle'),
        }),
      ],
    }),
    caption: `Mean over documents with its ${level} interval; ● general domain, ◆ benchmark.`,
    table: {
      columns: [
        text('Set'),
        text('kind'),
        number('change'),
        number('s.e.'),
        number(`${level} interval`),
        text('moves'),
      ],
      rows: rows.map(({ set, kind, change, error, interval, moves }) => [
        ...[set, kind, signed(change), error?.toFixed(3) ?? 'none'],
        intervalText(interval),
        WORDS[moves],
      ]),
    },
  })
}

const WORDS: Readonly<Record<DomainChange['moves'], string>> = {
  falls: 'falls',
  rises: 'rises',
  open: 'not shown to move',
}
