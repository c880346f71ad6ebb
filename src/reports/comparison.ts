import { Chalk, type ChalkInstance } from 'chalk'
import type { ComparedAudit, ComparisonReport } from '../comparison-report.js'
import { percent, pText, signed } from '../format.js'
import { shortNames } from '../short-names.js'
import type { ConsoleOptions } from './console/index.js'
import { jsonText } from './json.js'
import { printable } from './printable.js'
import { left, right, table, wrap } from './table.js'

/** Many audits for a person at a terminal: what is called, a row an audit, and how to read it. */
export function comparisonConsole(
  compared: ComparisonReport,
  { colourLevel, width }: ConsoleOptions,
): string {
  const report = printable(compared)
  const chalk = new Chalk({ level: colourLevel })
  const { audits, called, tested, falseDiscoveryRate } = report
  const untested = audits.length - tested
  const summary = `${called} of ${audits.length} audits ${called === 1 ? 'is' : 'are'} called exposed, at a false discovery rate of ${percent(falseDiscoveryRate)} over the ${tested} that could be tested${untested > 0 ? ` (${untested} had no eligible family)` : ''}.`
  const models = shortNames(audits.map(({ model }) => model))
  const tests = shortNames(audits.map(({ test }) => test))
  const lines = table(
    [
      left('model'),
      left('test set'),
      left('verdict'),
      right('effect'),
      right('interval'),
      right('p'),
      right('q'),
    ],
    audits.map((audit, a) => [
      models[a]!,
      tests[a]!,
      word(audit, chalk),
      signed(audit.effect),
      `${signed(audit.interval.lower)} to ${signed(audit.interval.upper)}`,
      audit.pValue === null ? 'none' : pText(audit.pValue),
      audit.qValue === null ? 'none' : pText(audit.qValue),
    ]),
  )
  const withdrawn = audits.filter(({ level, called }) => level.startsWith('exposure') && !called).length
  const notes = [
    ...(withdrawn > 0
      ? [
          `${withdrawn} ${withdrawn === 1 ? 'was' : 'were'} exposed by itself, but among so many audits that may be chance: not called.`,
        ]
      : []),
    'q is the share of false calls to expect when all audits up to this q are called (Benjamini and Hochberg; it holds for audits that are independent or share items and references). Positive effect = more familiar, nats/token.',
  ]
  return `${[...wrap(summary, width), '', ...lines.map(line => `  ${line}`), '', ...notes.flatMap(note => wrap(note, width))].join('\n')}\n`
}

/** The comparison as JSON; what a terminal would obey is escaped. */
export function comparisonJson(report: ComparisonReport): string {
  return jsonText(report)
}

function word({ level, called }: ComparedAudit, chalk: ChalkInstance): string {
  if (called) return chalk.red(level === 'exposure-strong' ? 'EXPOSED (strong)' : 'EXPOSED (likely)')
  if (level.startsWith('exposure')) return chalk.yellow('not called')
  return level === 'inconclusive' ? chalk.yellow('inconclusive') : chalk.green('no exposure')
}
