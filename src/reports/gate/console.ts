import { Chalk } from 'chalk'
import { pTwoDigits, signed } from '../../format.js'
import type { GateReport } from '../../gate-report.js'
import { shortNames } from '../../short-names.js'
import type { ConsoleOptions } from '../console/index.js'
import { printable } from '../printable.js'
import { left, right, table, wrap } from '../table.js'
import { OUTCOME_MARKS, OUTCOMES } from './outcomes.js'
import { type GateStatement, statementsOf } from './statements.js'

const MARKS: Readonly<Record<GateStatement['state'], string>> = {
  passed: '✓',
  warned: '!',
  failed: '✗',
  error: '✗',
  skipped: '–',
}

/** For a person at a terminal or in the log of a pipeline: the outcome and why, then what it rests on. */
export function gateConsole(gated: GateReport, { colourLevel, width }: ConsoleOptions): string {
  const report = printable(gated)
  const { outcome, exitCode, headline, reasons, notes, errorRate, baseline } = report
  const chalk = new Chalk({ level: colourLevel })
  const colour = exitCode === 0 ? (outcome === 'open' ? chalk.green : chalk.yellow) : chalk.red
  const listed = (mark: string, text: string) => {
    const [first, ...rest] = wrap(text, width, '    ')
    return [`  ${mark}${first!.slice(3)}`, ...rest]
  }
  const why = reasons.flatMap(({ code, text, level }) =>
    listed('·', `${level === 'warning' ? 'warning: ' : ''}${text} [${code}]`),
  )
  const checks = statementsOf(report).filter(({ group }) => group === 'check')
  const amiss = checks.filter(({ state }) => state !== 'passed')
  const warned = checks.filter(({ state }) => state === 'warned').length
  const shown = [...statementsOf(report).filter(({ group }) => group !== 'check'), ...amiss]
  const sections = [
    [
      colour.bold(OUTCOMES[outcome].toUpperCase()),
      ...wrap(headline, width, '  ').map(line => chalk.bold(line)),
      ...why,
      ...wrap(errorRate, width, '  '),
    ],
    [
      chalk.bold('Looked at'),
      ...shown.flatMap(({ state, name, text }) => listed(MARKS[state], `${name}: ${text}`)),
      ...(checks.length > 0
        ? [
            `  ${checks.length - amiss.length} of ${checks.length} checks passed${warned === 0 ? '' : `, ${warned} warned`}`,
          ]
        : []),
    ],
    ...(report.sequence.length > 0
      ? [[chalk.bold('Since the accepted state'), ...sequenceLines(report)]]
      : []),
    [
      ...notes.flatMap(note => wrap(note, width)),
      ...(baseline ? wrap(`${baseline.text}.`, width) : []),
      `Exit code ${exitCode}.`,
    ],
  ]
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`
}

function sequenceLines({ sequence }: GateReport): string[] {
  const names = shortNames(sequence.map(({ name }) => name))
  return table(
    [
      ...[left(''), left('checkpoint'), right('jump'), right('p'), right('allowed')],
      ...[right('since accepted'), right('p'), right('CUSUM'), right('of')],
    ],
    sequence.map(({ checkpoint, jump, cumulative, cusum, outcome }, s) => [
      ...[OUTCOME_MARKS[outcome], `${checkpoint}: ${names[s]}`, signed(jump.effect), pTwoDigits(jump.pValue)],
      ...[pTwoDigits(jump.alpha), signed(cumulative.effect), pTwoDigits(cumulative.pValue)],
      ...[cusum.sum.toFixed(2), cusum.border.toFixed(2)],
    ]),
  ).map(line => `  ${line}`)
}
