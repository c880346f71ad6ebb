import type { GateReport } from '../../gate-report.js'
import type { ConsoleOptions } from '../console/index.js'
import { jsonText } from '../json.js'
import { gateAnnotations } from './annotations.js'
import { gateConsole } from './console.js'
import { gateJunit } from './junit.js'
import { gateMarkdown } from './markdown.js'
import { gateSarif } from './sarif.js'

/** Every form of a gate's report; one line each. */
export const gateReports = {
  console: gateConsole,
  json: jsonText,
  junit: gateJunit,
  sarif: gateSarif,
  markdown: gateMarkdown,
  annotations: gateAnnotations,
} as const satisfies Record<string, (report: GateReport, options: ConsoleOptions) => string>

export type GateReportName = keyof typeof gateReports

export const gateReportNames = Object.keys(gateReports) as GateReportName[]
