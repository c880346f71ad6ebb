import { join } from 'node:path'
import { type AuditReport, auditReportSchema } from '../audit-report.js'
import type { NamedReport } from '../comparison/compare.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'

/** Reads reports of `lossgap audit`: JSON files, or folders that hold a report.json. */
export async function readReports(paths: readonly string[], files: Files): Promise<NamedReport[]> {
  const reports: NamedReport[] = []
  for (const path of paths) {
    const file = (await files.kind(path)) === 'folder' ? join(path, 'report.json') : path
    reports.push({ file, report: parsed(file, await files.readText(file)) })
  }
  return reports
}

/** @throws LossgapError REPORT_INVALID, with the first field that is not as it should be. */
function parsed(file: string, text: string): AuditReport {
  const fix = 'Name the report.json, or its folder, that lossgap audit --out FOLDER wrote with this version'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new LossgapError('REPORT_INVALID', `${file} is not JSON (${(cause as Error).message})`, fix, {
      cause,
    })
  }
  const result = auditReportSchema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new LossgapError(
    'REPORT_INVALID',
    `${file} is no report of an audit (${issue?.path.join('.') || 'the whole'}: ${issue?.message})`,
    fix,
  )
}
