// Writes schemas/audit.schema.json, the JSON Schema of a report, from its definition in the code: npm run schema
import { mkdirSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { auditReportSchema } from '../dist/audit-report.js'

const { $schema, ...rest } = z.toJSONSchema(auditReportSchema, { target: 'draft-2020-12' })
const schema = { $schema, $id: 'urn:lossgap:audit:1', title: 'Report of lossgap audit', ...rest }
const folder = new URL('../schemas/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('audit.schema.json', folder), `${JSON.stringify(schema, null, 2)}\n`)
