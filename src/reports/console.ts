import { Chalk, type ChalkInstance } from 'chalk'
import type { AuditReport, Contrast, Family, Statement } from '../audit-report.js'
import { shortNames } from '../short-names.js'
import { table, wrap } from './table.js'

export interface ConsoleOptions {
  /** 0 = no colour … 3 = 16 million, as chalk counts. */
  readonly colourLevel: 0 | 1 | 2 | 3
  readonly width: number
}

const BARS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
const ROLES = { test: 'test', ref: 'reference', train: 'train' } as const
const CONTRASTS = { delta1: 'Δ1 = test − reference', delta2: 'Δ2 = test − train' } as const
const FAMILIES = { 'loss-gap': 'test set', 'train-split': 'train split' } as const
const LEVELS = {
  'exposure-strong': 'EXPOSED (strong evidence)',
  'exposure-likely': 'EXPOSED (likely)',
  'no-exposure-detected': 'NO EXPOSURE DETECTED',
  inconclusive: 'INCONCLUSIVE',
} as const

/** The verdict and the losses only. */
export function verdictReport(report: AuditReport, { colourLevel, width }: ConsoleOptions): string {
  const chalk = new Chalk({ level: colourLevel })
  const sections = [
    verdictLines(report.verdict, chalk, width),
    section('Losses of the audited model', lossLines(report), chalk),
    section('Loss per item, nats/token', plotLines(report), chalk),
  ]
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`
}

/** The report for a person at a terminal: the verdict in words first, then the numbers that it rests on. */
export function consoleReport(report: AuditReport, { colourLevel, width }: ConsoleOptions): string {
  const chalk = new Chalk({ level: colourLevel })
  const sections = [
    verdictLines(report.verdict, chalk, width),
    ...(report.trainSplit ? [verdictLines(report.trainSplit, chalk, width)] : []),
    section('Losses of the audited model', lossLines(report), chalk),
    section('Loss per item, nats/token', plotLines(report), chalk),
    section(
      'Raw gaps (positive = higher loss on the test set; no verdict rests on these)',
      gapLines(report),
      chalk,
    ),
    section('Decision (positive effect = more familiar; nats/token)', familyLines(report), chalk),
    section('Checks', checkLines(report, chalk, width), chalk),
    section('How it was scored', runLines(report, width), chalk),
  ]
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`
}

function section(title: string, lines: readonly string[], chalk: ChalkInstance): string[] {
  return [chalk.bold(title), ...lines.map(line => `  ${line}`.trimEnd())]
}

function verdictLines(statement: Statement, chalk: ChalkInstance, width: number): string[] {
  const colour = {
    'exposure-strong': chalk.redBright,
    'exposure-likely': chalk.red,
    'no-exposure-detected': chalk.green,
    inconclusive: chalk.yellow,
  }[statement.level]
  const paragraphs = [statement.evidence, statement.errorRate].flatMap(text => wrap(text, width, '  '))
  const list = (texts: readonly string[]) =>
    texts.flatMap(text => {
      const [first, ...rest] = wrap(text, width, '    ')
      return [`  ·${first!.slice(3)}`, ...rest]
    })
  return [
    colour.bold(LEVELS[statement.level]),
    ...wrap(statement.headline, width, '  ').map(line => chalk.bold(line)),
    ...paragraphs,
    ...(statement.reasons.length > 0
      ? ['  Why:', ...list(statement.reasons.map(({ code, text }) => `${text} [${code}]`))]
      : []),
    ...(statement.alternatives.length > 0 ? ['  Bear in mind:', ...list(statement.alternatives)] : []),
  ]
}

function lossLines({ sets }: AuditReport): string[] {
  const names = shortNames(sets.map(set => set.name))
  return table(
    [
      { heading: '', align: 'left' },
      { heading: 'set', align: 'left' },
      { heading: 'items', align: 'right' },
      { heading: 'left out', align: 'right' },
      { heading: 'tokens', align: 'right' },
      { heading: 'per token', align: 'right' },
      { heading: 'per item', align: 'right' },
      { heading: '± s.e.', align: 'right' },
      { heading: 'bits/byte', align: 'right' },
      { heading: 'perplexity', align: 'right' },
    ],
    sets.map(({ role, loss, exclusions }, s) => [
      ROLES[role],
      names[s]!,
      String(loss.items),
      String(exclusions.reduce((sum, { ids }) => sum + ids.length, 0)),
      String(loss.tokens),
      loss.tokenWeighted.toFixed(3),
      loss.itemWeighted.toFixed(3),
      loss.itemWeightedError === null ? 'none' : loss.itemWeightedError.toFixed(3),
      loss.bitsPerByte.toFixed(3),
      loss.perplexity.toFixed(2),
    ]),
  )
}

/** One row of bars per set on a common axis; the tallest bar of each row is full. */
function plotLines({ sets, bins }: AuditReport): string[] {
  const axis = `${bins.start.toFixed(2)}${' '.repeat(Math.max(1, bins.count - 8))}${(bins.start + bins.count * bins.width).toFixed(2)}`
  return table(
    [
      { heading: '', align: 'left' },
      { heading: axis, align: 'left' },
    ],
    sets.map(({ role, histogram }) => {
      const tallest = Math.max(...histogram)
      // A bin that holds any item shows at least the lowest bar.
      const bar = (items: number) =>
        BARS[items === 0 ? 0 : Math.max(1, Math.round((items / tallest) * (BARS.length - 1)))]
      return [ROLES[role], histogram.map(bar).join('')]
    }),
  )
}

function gapLines({ contrasts }: AuditReport): string[] {
  const row = ({
    name,
    tokenWeighted,
    itemWeighted,
    bitsPerByte,
    interval,
    tests,
    weightingSensitive,
  }: Contrast) => {
    const side = name === 'delta1' ? 'less' : 'greater'
    return [
      CONTRASTS[name],
      signed(tokenWeighted),
      signed(itemWeighted) + (weightingSensitive ? ' !' : ''),
      `${signed(interval.lower)} to ${signed(interval.upper)}`,
      signed(bitsPerByte),
      tests.welch ? pText(tests.welch.pValue[side]) : 'clusters',
      tests.mannWhitney ? pText(tests.mannWhitney.pValue[side]) : 'clusters',
      pText(tests.permutation.pValue[side]),
    ]
  }
  const lines = table(
    [
      { heading: '', align: 'left' },
      { heading: 'per token', align: 'right' },
      { heading: 'per item', align: 'right' },
      { heading: '95 % interval', align: 'right' },
      { heading: 'bits/byte', align: 'right' },
      { heading: 'Welch p', align: 'right' },
      { heading: 'Mann–Whitney p', align: 'right' },
      { heading: 'permutation p', align: 'right' },
    ],
    contrasts.map(row),
  )
  return contrasts.some(contrast => contrast.weightingSensitive)
    ? [
        ...lines,
        '! the gap depends on whether tokens or items are weighted equally: item lengths matter here',
      ]
    : lines
}

function familyLines({ families }: AuditReport): string[] {
  const findings = { found: 'found', absent: 'absent', open: 'open' } as const
  const row = (family: Family) => [
    FAMILIES[family.name],
    signed(family.effect),
    family.standardError.toFixed(3),
    `${signed(family.interval.lower)} to ${signed(family.interval.upper)}`,
    pText(family.pHolm),
    family.effectFloor.toFixed(3),
    family.minimumDetectableEffect.toFixed(3),
    String(family.references),
    family.eligible ? findings[family.finding] : 'not eligible',
  ]
  const level = families[0]!.interval.level
  return table(
    [
      { heading: '', align: 'left' },
      { heading: 'effect', align: 'right' },
      { heading: 's.e.', align: 'right' },
      { heading: `${Number((level * 100).toFixed(2))} % interval`, align: 'right' },
      { heading: 'p (Holm)', align: 'right' },
      { heading: 'counts from', align: 'right' },
      { heading: 'could see', align: 'right' },
      { heading: 'references', align: 'right' },
      { heading: 'finding', align: 'left' },
    ],
    families.map(row),
  )
}

function checkLines({ checks }: AuditReport, chalk: ChalkInstance, width: number): string[] {
  const marks = { pass: chalk.green('✓'), warn: chalk.yellow('!'), fail: chalk.red('✗') }
  return checks.flatMap(check => {
    const [first, ...rest] = wrap(`${check.name}: ${check.text}`, width - 2, '  ')
    return [`${marks[check.status]}${first!.slice(1)}`, ...rest]
  })
}

function runLines({ model, referenceModels, sets, parameters }: AuditReport, width: number): string[] {
  const names = shortNames([model, ...referenceModels].map(({ name }) => name))
  const of = ({ identity, window, textsWindowed }: AuditReport['model']) =>
    `${identity.precision} on ${identity.provider}, ${identity.runtime}, BOS ${identity.bos}, window ${window}` +
    (textsWindowed > 0 ? ` (${textsWindowed} longer texts)` : '')
  const notes = [model, ...referenceModels].flatMap(({ notes }) => notes)
  const exclusions = sets.flatMap(set =>
    set.exclusions.map(({ reason, ids }) => `${ROLES[set.role]}: ${ids.length} left out, ${reason}`),
  )
  const references = referenceModels.map(
    (reference, k) =>
      `reference ${names[k + 1]}: ${of(reference)}; weights ${
        reference.lineage.cosine === null
          ? 'not comparable'
          : `with median cosine ${reference.lineage.cosine.toFixed(3)} to the audited model's`
      }`,
  )
  const { alpha, equivalenceAlpha, power, seed } = parameters
  return [
    `audited ${names[0]}: ${of(model)}`,
    ...references,
    ...exclusions,
    ...[...new Set(notes)],
    `α ${alpha} (clean: ${equivalenceAlpha}), power ${power}, seed ${seed}`,
  ].flatMap(line => wrap(line, width - 2))
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
const pText = (p: number) =>
  p < 1e-4 ? (p < 1e-16 ? '<1e−16' : p.toExponential(0).replace('-', '−')) : p.toFixed(4)
