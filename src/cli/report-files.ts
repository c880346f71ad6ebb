import { join } from 'node:path'
import { auditReportSchema } from '../audit-report.js'
import type { NamedReport } from '../comparison/compare.js'
import type { Files } from '../io/files.js'
import { jsonOf, shapedAs } from './published-json.js'

const FORM = {
  schema: auditReportSchema,
  what: 'report of an audit',
  code: 'REPORT_INVALID',
  fix: 'Name the report.json, or its folder, that lossgap audit --out FOLDER wrote with this version',
} as const

/**
 * Reads reports of `lossgap audit`: JSON files, or folders that hold a report.json.
 * @throws LossgapError REPORT_INVALID, with the first field that is not as it should be.
 */
export async function readReports(paths: readonly string[], files: Files): Promise<NamedReport[]> {
  const reports: NamedReport[] = []
  for (const path of paths) {
    const file = (await files.kind(path)) === 'folder' ? join(path, 'report.json') : path
    reports.push({ file, report: shapedAs(file, jsonOf(file, await files.readText(file), FORM), FORM) })
  }
  return reports
}
