import { Chalk, type ChalkInstance } from 'chalk'
import type { AuditReport } from '../../audit-report.js'
import { printable } from '../printable.js'
import { familyLines, gapLines } from './gaps.js'
import { lossLines, plotLines } from './losses.js'
import { orderLines } from './order.js'
import { recallLines } from './recall.js'
import { checkLines, runLines } from './run.js'
import { sequentialLines } from './sequential.js'
import { verdictLines } from './verdict.js'

export interface ConsoleOptions {
  /** 0 = no colour … 3 = 16 million, as chalk counts. */
  readonly colourLevel: 0 | 1 | 2 | 3
  readonly width: number
}

/** The verdict and the losses only. */
export function verdictReport(audited: AuditReport, { colourLevel, width }: ConsoleOptions): string {
  const report = printable(audited)
  const chalk = new Chalk({ level: colourLevel })
  const sections = [
    verdictLines(report.verdict, chalk, width),
    section('Losses of the audited model', lossLines(report), chalk),
    section('Loss per item, nats/token', plotLines(report), chalk),
  ]
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`
}

/** The report for a person at a terminal: the verdict in words first, then the numbers that it rests on. */
export function consoleReport(audited: AuditReport, { colourLevel, width }: ConsoleOptions): string {
  const report = printable(audited)
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
    section('Word for word', recallLines(report, width), chalk),
    ...(report.sequential
      ? [section('Scored in parts (--sequential)', sequentialLines(report, report.sequential, width), chalk)]
      : []),
    ...(report.order
      ? [section('Order test (positive = likelier as it is)', orderLines(report.order, width), chalk)]
      : []),
    section('Checks', checkLines(report, chalk, width), chalk),
    section('How it was scored', runLines(report, width), chalk),
  ]
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`
}

function section(title: string, lines: readonly string[], chalk: ChalkInstance): string[] {
  return [chalk.bold(title), ...lines.map(line => `  ${line}`.trimEnd())]
}
