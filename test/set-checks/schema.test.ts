import { readFileSync, writeFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { commandLine } from '../cli/run.js'

const { at, run } = commandLine()
const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
const committed = read('schemas/set-check.schema.json')

describe('check.json', async () => {
  const set = (name: string, verb: string) => {
    const rows = Array.from({ length: 30 }, (_, n) => ({
      ...{ id: `${n}`, question: `Ida ${verb} ${n} pens. How many are there?` },
      answer: `${n} + 1 = <<${n}+1=${n + 1}>>${n + 1}\n#### ${n + 1}`,
    }))
    writeFileSync(at(name), rows.map(row => `${JSON.stringify(row)}\n`).join(''))
    return at(name)
  }
  const argv = ['sets', 'check', set('a.jsonl', 'buys'), '--format', 'json']
  const reports = [
    ['against a test set', [...argv, '--against', set('b.jsonl', 'sells')]],
    ['of pairs', [...argv, '--pairs', set('c.jsonl', 'gets')]],
  ] as const
  const validate = new Ajv2020({ allErrors: true }).compile(committed)

  test.each(reports)('%s follows the schema', async (_, line) => {
    const report = JSON.parse((await run(line)).out)
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true)
    expect(report.schema).toBe('lossgap/set-check/2')
  })

  test.each([
    ['without a status', ['status'], undefined],
    ['with a status that there is not', ['checks', 0, 'status'], 'good'],
    ['with half an item', ['files', 0, 'items'], 1.5],
    ['with a field that nobody knows', ['score'], 1],
    ['of another version', ['schema'], 'lossgap/set-check/1'],
  ] as const)('%s is refused', async (_, path, value) => {
    const report = JSON.parse((await run(reports[0][1])).out)
    const parent = path.slice(0, -1).reduce((node, key) => node[key], report)
    if (value === undefined) delete parent[path.at(-1)!]
    else parent[path.at(-1)!] = value
    expect(validate(report)).toBe(false)
  })
})
