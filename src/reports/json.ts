import type { AuditReport } from '../audit-report.js'
import { escapeUnprintable } from './printable.js'

/**
 * A report as JSON with a stable order of keys. What a terminal would obey rather than show is escaped, so that the
 * file can be looked at; to a parser it is the same.
 */
export function jsonText(report: object): string {
  // JSON.stringify itself escapes the control characters below 32, so the line feeds left are those of the layout.
  const lines = JSON.stringify(report, null, 2).split('\n')
  return `${lines.map(escapeUnprintable).join('\n')}\n`
}

/** The report of an audit, after schemas/audit.schema.json. */
export const jsonReport = (report: AuditReport): string => jsonText(report)
