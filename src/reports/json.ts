import type { AuditReport } from '../audit-report.js'
import { escapeUnprintable } from './printable.js'

/**
 * The report as JSON after schemas/audit.schema.json, with a stable order of keys. What a terminal would obey rather
 * than show is escaped, so that the file can be looked at; to a parser it is the same.
 */
export function jsonReport(report: AuditReport): string {
  // JSON.stringify itself escapes the control characters below 32, so the line feeds left are those of the layout.
  const lines = JSON.stringify(report, null, 2).split('\n')
  return `${lines.map(escapeUnprintable).join('\n')}\n`
}
