import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { jsonSchemaOf, PUBLISHED } from '../src/published-schemas.js'

const read = (path: string) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
const { exports, files } = read('package.json')

test('every schema file is of a published form, and goes into the package', () => {
  const names = PUBLISHED.map(({ name }) => `${name}.schema.json`)
  expect(readdirSync(new URL('../schemas', import.meta.url)).sort()).toEqual(names.sort())
  expect(files).toContain('schemas')
})

describe.each(PUBLISHED)('the schema of $name', published => {
  const { name, title, version } = published
  test('is committed as the code gives it; otherwise run: npm run schema', () => {
    const committed = read(`schemas/${name}.schema.json`)
    expect(committed).toEqual(jsonSchemaOf(published))
    expect(committed).toMatchObject({ $id: `urn:lossgap:${name}:${version}`, title })
  })
  test('is given out by the package', () => {
    expect(exports[`./schemas/${name}.json`]).toBe(`./schemas/${name}.schema.json`)
  })
  test('compiles, and refuses an empty object', () => {
    expect(new Ajv2020().compile(jsonSchemaOf(published))({})).toBe(false)
  })
})
