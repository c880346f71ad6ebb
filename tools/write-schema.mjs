// Writes the JSON Schemas of published files from their definitions in the code: npm run schema
import { mkdirSync, writeFileSync } from 'node:fs'
import { jsonSchemaOf, PUBLISHED } from '../dist/published-schemas.js'

const folder = new URL('../schemas/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const published of PUBLISHED) {
  const text = `${JSON.stringify(jsonSchemaOf(published), null, 2)}\n`
  writeFileSync(new URL(`${published.name}.schema.json`, folder), text)
}
