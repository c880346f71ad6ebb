import { Chalk, type ChalkInstance } from 'chalk'
import stringWidth from 'string-width'
import type { DomainsReport } from '../domains-report.js'
import { pText, signed } from '../format.js'
import type { ConsoleOptions } from './console/index.js'
import { changeLines, changesTitle } from './domain-changes.js'
import { printable } from './printable.js'
import { left, right, table, wrap } from './table.js'

/** Perplexities a row per model, then what changed from the first model to the last, then how task scores go with loss. */
export function domainsConsole(measured: DomainsReport, { colourLevel, width }: ConsoleOptions): string {
  const report = printable(measured)
  const chalk = new Chalk({ level: colourLevel })
  const { signature, changes, correlations } = report
  const sections = [
    ...(signature === null ? [] : [wrap(signature.text, width)]),
    section(
      `Perplexity, counted in tokens of ${report.standard}`,
      grid(report, { cell: ({ perplexity }) => perplexity.toFixed(2), averaged: true, width: width - 2 }),
      chalk,
    ),
    section(
      'Bits per byte',
      grid(report, { cell: ({ bitsPerByte }) => bitsPerByte.toFixed(3), averaged: false, width: width - 2 }),
      chalk,
    ),
    ...(changes.length === 0 ? [] : [section(changesTitle(report), changeLines(report), chalk)]),
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

/** A row per model and a column per set; the other way round where only that fits. */
function grid(
  { sets, models }: DomainsReport,
  { cell, averaged, width }: { cell: (of: Cell) => string; averaged: boolean; width: number },
): string[] {
  const averages = ({ average }: DomainsReport['models'][number]) =>
    averaged ? [average?.ofDomains.toFixed(2) ?? 'none', average?.ofDocuments.toFixed(2) ?? 'none'] : []
  const rows = [
    [
      'model',
      ...sets.map(({ name, kind }) => (kind === 'benchmark' ? `${name} *` : name)),
      ...(averaged ? ['average', 'by document'] : []),
    ],
    ...models.map(model => [model.name, ...model.sets.map(cell), ...averages(model)]),
  ]
  const lines = [rows, turned(rows)].map(([headings, ...cells]) =>
    table(
      headings!.map((heading, c) => (c === 0 ? left : right)(heading)),
      cells,
    ),
  )
  const widths = lines.map(each => Math.max(...each.map(line => stringWidth(line))))
  const fitting = lines[widths[0]! > width && widths[1]! < widths[0]! ? 1 : 0]!
  const note = averaged ? ['* benchmark: not part of the averages, which are exp of mean losses'] : []
  return sets.some(({ kind }) => kind === 'benchmark') ? [...fitting, ...note] : fitting
}

const turned = (rows: readonly (readonly string[])[]) => rows[0]!.map((_, c) => rows.map(row => row[c]!))

function taskLines({ correlations, unknownTaskRows }: DomainsReport, width: number): string[] {
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
      `Levels of checkpoints drift together whatever they measure; changes do not.${few ? ' With fewer than 9 models neither says much.' : ''}`,
      width - 2,
    ),
    ...(unknownTaskRows.length === 0 ? [] : wrap(unknownRows(unknownTaskRows), width - 2)),
  ]
}

/** What the table of task scores holds and nobody measured. */
export const unknownRows = (models: readonly string[]) =>
  `Not used: ${models.length} ${models.length === 1 ? 'row' : 'rows'} of the table, of models that were not measured (${models.join(', ')}).`

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
    ...howScored(models).flatMap(line => wrap(line, width - 2)),
  ]
}

/** How each model was scored; those that were scored alike in one line. */
function howScored(models: DomainsReport['models']): string[] {
  const named = new Map<string, string[]>()
  for (const { name, precision, provider, runtime, bos, window, textsWindowed, notes } of models) {
    const cut =
      textsWindowed === 0
        ? ''
        : `; ${textsWindowed} texts longer than ${window} tokens, read in overlapping windows`
    const how = `${precision} on ${provider}, ${runtime}, BOS ${bos}${cut}${notes.map(note => `; ${note}`).join('')}`
    named.set(how, [...(named.get(how) ?? []), name])
  }
  return [...named].map(([how, names]) => `${names.join(', ')}: ${how}`)
}
