import type { AuditReport } from '../audit-report.js'
import { type ConsoleOptions, consoleReport } from './console/index.js'
import { jsonReport } from './json.js'

/** Every form of a report; one line each. */
export const reports = {
  console: consoleReport,
  json: jsonReport,
} as const satisfies Record<string, (report: AuditReport, options: ConsoleOptions) => string>

export type ReportName = keyof typeof reports

export const reportNames = Object.keys(reports) as ReportName[]
