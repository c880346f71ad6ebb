// Writes the JSON Schemas of published reports from their definitions in the code: npm run schema
import { mkdirSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { auditReportSchema } from '../dist/audit-report.js'
import { baselineSchema } from '../dist/gate-baseline.js'
import { gateReportSchema } from '../dist/gate-report.js'
import { policySchema } from '../dist/policy/schema.js'
import { powerReportSchema } from '../dist/power-report.js'
import { setCheckReportSchema } from '../dist/set-checks/report.js'

// What people write leaves out what has a default: its form is that of the input.
const SCHEMAS = [
  ['audit', auditReportSchema, 'Report of lossgap audit', 1],
  ['gate', gateReportSchema, 'Report of lossgap gate', 1],
  ['gate-baseline', baselineSchema, 'Baseline of lossgap gate', 1],
  ['policy', policySchema, 'Policy of lossgap gate', 1, 'input'],
  ['power', powerReportSchema, 'Report of lossgap power', 1],
  ['set-check', setCheckReportSchema, 'Report of lossgap sets check', 2],
]

const folder = new URL('../schemas/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, definition, title, version, io = 'output'] of SCHEMAS) {
  const { $schema, ...rest } = z.toJSONSchema(definition, { target: 'draft-2020-12', io })
  const schema = { $schema, $id: `urn:lossgap:${name}:${version}`, title, ...rest }
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`)
}
