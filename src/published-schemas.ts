import { z } from 'zod'
import { auditReportSchema } from './audit-report.js'
import { comparisonReportSchema } from './comparison-report.js'
import { domainsReportSchema } from './domains-report.js'
import { powerReportSchema } from './power-report.js'
import { setCheckReportSchema } from './set-checks/report.js'

interface Published {
  /** In `schemas/NAME.schema.json`, and in the package `lossgap/schemas/NAME.json`. */
  readonly name: string
  readonly title: string
  readonly version: number
  readonly definition: z.ZodType
}

/** Forms of files that others read or write. A new one is one line. */
export const PUBLISHED: readonly Published[] = [
  { name: 'audit', title: 'Report of lossgap audit', version: 1, definition: auditReportSchema },
  { name: 'compare', title: 'Report of lossgap compare', version: 1, definition: comparisonReportSchema },
  { name: 'domains', title: 'Report of lossgap domains', version: 1, definition: domainsReportSchema },
  { name: 'power', title: 'Report of lossgap power', version: 1, definition: powerReportSchema },
  { name: 'set-check', title: 'Report of lossgap sets check', version: 2, definition: setCheckReportSchema },
]

/** The JSON Schema (draft 2020-12) of a published form. */
export function jsonSchemaOf({ name, title, version, definition }: Published): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(definition, { target: 'draft-2020-12' })
  return { $schema, $id: `urn:lossgap:${name}:${version}`, title, ...rest }
}
