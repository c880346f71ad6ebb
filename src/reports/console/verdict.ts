import type { ChalkInstance } from 'chalk'
import type { Statement } from '../../audit-report.js'
import { LEVELS } from '../levels.js'
import { wrap } from '../table.js'

/** A verdict in words: level, headline, evidence, error rate, reasons, caveats. */
export function verdictLines(statement: Statement, chalk: ChalkInstance, width: number): string[] {
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
    colour.bold(LEVELS[statement.level].word),
    ...wrap(statement.headline, width, '  ').map(line => chalk.bold(line)),
    ...paragraphs,
    ...(statement.reasons.length > 0
      ? ['  Why:', ...list(statement.reasons.map(({ code, text }) => `${text} [${code}]`))]
      : []),
    ...(statement.alternatives.length > 0 ? ['  Bear in mind:', ...list(statement.alternatives)] : []),
  ]
}
