import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { SET_CHECK_SCHEMA, type SetCheckReport, setCheckReportSchema } from '../set-checks/report.js'
import { jsonOf, shapedAs } from './published-json.js'

/** Reads reports of `lossgap sets check`. @throws LossgapError ROW_INVALID when a file is something else. */
export async function readSetChecks(paths: readonly string[], files: Files): Promise<SetCheckReport[]> {
  const reports: SetCheckReport[] = []
  for (const path of paths) reports.push(parsed(path, await files.readText(path)))
  return reports
}

const FORM = {
  schema: setCheckReportSchema,
  what: 'report of a set check',
  code: 'ROW_INVALID',
  fix: 'Name the check.json that lossgap sets check --out FOLDER wrote',
} as const

function parsed(path: string, text: string): SetCheckReport {
  const value = jsonOf(path, text, FORM)
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? String(value.schema) : ''
  if (schema.startsWith('lossgap/set-check/') && schema !== SET_CHECK_SCHEMA)
    throw new LossgapError(
      'ROW_INVALID',
      `${path} is a set check of another version of lossgap (${schema}; this one reads ${SET_CHECK_SCHEMA}, which says which rows were checked)`,
      'Check the set again with lossgap sets check --out FOLDER',
    )
  return shapedAs(path, value, FORM)
}
