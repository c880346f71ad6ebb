import type { AuditReport } from '../audit-report.js'

/** The report as JSON after schemas/audit.schema.json, with a stable order of keys. */
export function jsonReport(report: AuditReport): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
