import type { GateReport } from '../../gate-report.js'
import { escapeUnprintable, printable } from '../printable.js'
import { OUTCOMES } from './outcomes.js'

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const

/**
 * Workflow commands of GitHub Actions, a line each: what the gate says, and every reason. An open gate without reasons has
 * one notice.
 * Source: docs.github.com, "Workflow commands for GitHub Actions"; escapes as in actions/toolkit.
 */
export function gateAnnotations(gated: GateReport): string {
  const report = printable(gated)
  const { outcome, exitCode, headline, reasons, policy } = report
  const command = outcome === 'open' ? 'notice' : exitCode === 0 ? 'warning' : 'error'
  const line = (name: string, title: string, message: string) =>
    `::${name} file=${property(policy.testFile)},title=${property(title)}::${data(message)}\n`
  return [
    line(command, `lossgap: ${OUTCOMES[outcome]}`, headline),
    ...reasons.map(({ level, code, text }) => line(COMMANDS[level], `lossgap: ${code}`, text)),
  ].join('')
}

/** The one annotation of a run that ended without a result. */
export function faultAnnotation(message: string): string {
  return `::error title=lossgap gate::${data(escapeUnprintable(message.replace(/\s*\n\s*/g, ' ')))}\n`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
