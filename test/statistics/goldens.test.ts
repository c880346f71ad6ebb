import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readGolden } from './expectations.js'

const source = new URL('../../../shared/goldens/statistics.json', import.meta.url)
const missing = !existsSync(source)
if (missing)
  console.info('skipped: the collection that scipy.json was copied from is not beside this repository')

test.skipIf(missing)('scipy.json is still what it was copied from', () => {
  const all = new Map(
    JSON.parse(readFileSync(source, 'utf8')).cases.map((entry: { id: string }) => [entry.id, entry]),
  )
  for (const entry of readGolden('scipy.json').cases) expect(all.get(entry.id)).toEqual(entry)
})
