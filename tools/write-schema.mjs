// Writes schemas/*.schema.json, the JSON Schemas of reports, from their definitions in the code: npm run schema
import { mkdirSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { auditReportSchema } from '../dist/audit-report.js'
import { powerReportSchema } from '../dist/power-report.js'

const folder = new URL('../schemas/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, definition] of [
  ['audit', auditReportSchema],
  ['power', powerReportSchema],
]) {
  const { $schema, ...rest } = z.toJSONSchema(definition, { target: 'draft-2020-12' })
  const schema = { $schema, $id: `urn:lossgap:${name}:1`, title: `Report of lossgap ${name}`, ...rest }
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`)
}
