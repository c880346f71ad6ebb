import { z } from 'zod'
import { auditReportSchema } from './audit-report.js'
import { comparisonReportSchema } from './comparison-report.js'
import { domainsReportSchema } from './domains-report.js'
import { baselineSchema } from './gate-baseline.js'
import { gateReportSchema } from './gate-report.js'
import { policySchema } from './policy/schema.js'
import { powerReportSchema } from './power-report.js'
import { setCheckReportSchema } from './set-checks/report.js'

interface Published {
  /** In `schemas/NAME.schema.json`, and in the package `lossgap/schemas/NAME.json`. */
  readonly name: string
  readonly title: string
  readonly version: number
  readonly definition: z.ZodType
  /** People write it, and leave out what has a default: the form of the input. */
  readonly isWritten?: boolean
}

/** Forms of files that others read or write. A new one is one line. */
export const PUBLISHED: readonly Published[] = [
  { name: 'audit', title: 'Report of lossgap audit', version: 1, definition: auditReportSchema },
  { name: 'compare', title: 'Report of lossgap compare', version: 1, definition: comparisonReportSchema },
  { name: 'domains', title: 'Report of lossgap domains', version: 1, definition: domainsReportSchema },
  { name: 'gate', title: 'Report of lossgap gate', version: 1, definition: gateReportSchema },
  { name: 'gate-baseline', title: 'Baseline of lossgap gate', version: 1, definition: baselineSchema },
  { name: 'policy', title: 'Policy of lossgap gate', version: 1, definition: policySchema, isWritten: true },
  { name: 'power', title: 'Report of lossgap power', version: 1, definition: powerReportSchema },
  { name: 'set-check', title: 'Report of lossgap sets check', version: 2, definition: setCheckReportSchema },
]

/** The JSON Schema (draft 2020-12) of a published form. */
export function jsonSchemaOf({
  name,
  title,
  version,
  definition,
  isWritten,
}: Published): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(definition, {
    target: 'draft-2020-12',
    io: isWritten ? 'input' : 'output',
  })
  return { $schema, $id: `urn:lossgap:${name}:${version}`, title, ...rest }
}
