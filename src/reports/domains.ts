import { Chalk, type ChalkInstance } from 'chalk'
import type { DomainsReport } from '../domains-report.js'
import { pText, signed } from '../format.js'
import type { ConsoleOptions } from './console/index.js'
import { printable } from './printable.js'
import { left, right, table, wrap } from './table.js'

/** Perplexities a row per model, then what changed from the first model to the last, then how task scores go with loss. */
export function domainsConsole(measured: DomainsReport, { colourLevel, width }: ConsoleOptions): string {
  const report = printable(measured)
  const chalk = new Chalk({ level: colourLevel })
  const { signature, correlations } = report
  const sections = [
    ...(signature === null ? [] : [wrap(signature.text, width)]),
    section(
      `Perplexity, counted in tokens of ${report.standard}`,
      grid(report, ({ perplexity }) => perplexity.toFixed(2), true),
      chalk,
    ),
    section(
      'Bits per byte',
      grid(report, ({ bitsPerByte }) => bitsPerByte.toFixed(3), false),
      chalk,
    ),
    ...(signature === null ? [] : [section(changesTitle(signature), changeLines(signature), chalk)]),
    ...(correlations.length === 0
      ? []
      : [
          section(
            'Average loss beside task scores (a good score at a low loss is negative)',
            taskLines(report, width),
            chalk,
          ),
        ]),
    section('Sets and models', aboutLines(report, width), chalk),
  ]
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`
}

const section = (title: string, lines: readonly string[], chalk: ChalkInstance) => [
  chalk.bold(title),
  ...lines.map(line => `  ${line}`.trimEnd()),
]

type Cell = DomainsReport['models'][number]['sets'][number]

function grid({ sets, models }: DomainsReport, cell: (of: Cell) => string, averaged: boolean): string[] {
  const rows = models.map(model => [
    model.name,
    ...model.sets.map(cell),
    ...(averaged
      ? [model.average?.ofDomains.toFixed(2) ?? 'none', model.average?.ofDocuments.toFixed(2) ?? 'none']
      : []),
  ])
  const headings = sets.map(({ name, kind }) => (kind === 'benchmark' ? `${name} *` : name))
  const lines = table(
    [left('model'), ...[...headings, ...(averaged ? ['average', 'by document'] : [])].map(right)],
    rows,
  )
  const note = averaged ? ['* benchmark: not part of the averages, which are exp of mean losses'] : []
  return sets.some(({ kind }) => kind === 'benchmark') ? [...lines, ...note] : lines
}

type Signature = NonNullable<DomainsReport['signature']>

const changesTitle = ({ from, to }: Signature) => `Change from ${from} to ${to}, nats per standard token`

function changeLines({ changes }: Signature): string[] {
  return table(
    [left('set'), left('kind'), right('change'), right('s.e.'), right('interval'), left('')],
    changes.map(({ set, kind, change, error, interval, moves }) => [
      set,
      kind,
      signed(change),
      error?.toFixed(3) ?? 'none',
      interval === null ? 'one document' : `${signed(interval.lower)} to ${signed(interval.upper)}`,
      moves,
    ]),
  )
}

function taskLines({ correlations }: DomainsReport, width: number): string[] {
  const cells = (of: DomainsReport['correlations'][number]['levels']) =>
    of === null
      ? ['none', 'none', 'none']
      : [signed(of.pearson.r), signed(of.spearman.r), pText(of.spearman.pValue)]
  const lines = table(
    [
      left('task'),
      right('models'),
      ...['Pearson', 'Spearman', 'p'].map(right),
      ...['of changes: Pearson', 'Spearman', 'p'].map(right),
    ],
    correlations.map(({ task, models, levels, differences }) => [
      task,
      String(models),
      ...cells(levels),
      ...cells(differences),
    ]),
  )
  const few = correlations.some(({ enough }) => !enough)
  return [
    ...lines,
    ...wrap(
      `Levels of checkpoints drift together whatever they measure; changes do not.${few ? ' With fewer than 8 models neither says much.' : ''}`,
      width - 2,
    ),
  ]
}

function aboutLines({ sets, models }: DomainsReport, width: number): string[] {
  const leftOut = (exclusions: DomainsReport['sets'][number]['exclusions']) =>
    exclusions.map(({ reason, ids }) => `${ids.length} ${reason}`).join(', ')
  return [
    ...table(
      [left('set'), left('kind'), right('documents'), left('left out'), left('sha256')],
      sets.map(({ name, kind, documents, exclusions, sha256 }) => [
        name,
        kind,
        String(documents),
        exclusions.length === 0 ? '0' : leftOut(exclusions),
        sha256.slice(0, 12),
      ]),
    ),
    ...models.flatMap(({ name, precision, provider, bos, notes }) =>
      wrap(
        `${name}: ${precision} on ${provider}, BOS ${bos}${notes.map(note => `; ${note}`).join('')}`,
        width - 2,
      ),
    ),
  ]
}
