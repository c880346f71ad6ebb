import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { LossgapError } from '../../src/errors.js'
import { readPolicy } from '../../src/policy/read-policy.js'
import { policySchema } from '../../src/policy/schema.js'

const LEAST = 'version: 1\nsets:\n  test: test.jsonl\n  ref: ref.jsonl\n'
const FULL = `# yaml-language-server: $schema=node_modules/lossgap/schemas/policy.schema.json
version: 1
model: models/step-1000
sets:
  test: { file: test.csv, template: "{prompt} {completion}", id-field: key, answer-base: 0 }
  ref: { file: ref.parquet, rows: "0:300", cluster-field: source }
  train: train.jsonl
  paraphrase: reworded.jsonl
  ref-paraphrase: reworded-ref.jsonl
  placebos: [a.jsonl, b.jsonl, { file: c.jsonl }]
references: [models/base]
own-base: true
set-checks: [checked/check.json]
alpha: 0.05
effect-floor: 0.1
sequential: false
seed: 7
on-inconclusive: warn
on-failed-check: fail
budget: { items: 500, minutes: 30 }
monitoring:
  baseline: baseline.json
  require: true
  horizon: 30
  alpha-shares: { audit: 0.4, jump: 0.2, cumulative: 0.2, cusum: 0.2 }
outputs: { json: g.json, junit: g.xml, sarif: g.sarif, markdown: g.md, annotations: true }
`

const failure = (text: string): LossgapError => {
  try {
    readPolicy('ci/lossgap.yml', text)
  } catch (error) {
    if (error instanceof LossgapError) return error
    throw error
  }
  throw new Error('It was read')
}

test('a policy of test and reference set has the defaults of an audit', () => {
  const policy = readPolicy('lossgap.yml', LEAST)
  expect(policy).toMatchObject({
    ...{ alpha: 0.01, 'effect-floor': 0.05, seed: 1, sequential: false, 'own-base': false, references: [] },
    ...{ 'on-inconclusive': 'exit-5', 'on-failed-check': 'exit-3', budget: {}, outputs: {} },
    monitoring: { 'alpha-shares': { audit: 0.25, jump: 0.25, cumulative: 0.25, cusum: 0.25 } },
  })
})

test('every key is read as it is written', () => {
  expect(readPolicy('lossgap.yml', FULL)).toEqual(parse(FULL))
})

describe('what is wrong is named with its place', () => {
  test.each([
    [
      'a misspelt key',
      `${LEAST}alpa: 0.01\n`,
      '5:1: there is no key "alpa"; did you mean "alpha"?',
      /Use one of version, model, sets/,
    ],
    [
      'one deep inside',
      `${LEAST}monitoring:\n  alpha-shares: {audits: 1}\n`,
      '6:18: there is no key "audits" in monitoring.alpha-shares; did you mean "audit"?',
      /audit, jump/,
    ],
    [
      'one in a set',
      LEAST.replace('ref.jsonl', '{ file: a, templat: x }'),
      '4:19: there is no key "templat" in sets.ref; did you mean "template"?',
      /file, rows, template/,
    ],
    [
      'one in a list',
      `${LEAST.trimEnd()}\n  placebos:\n    - a\n    - b\n    - { fil: c }\n`,
      '8:9: there is no key "fil" in sets.placebos.2; did you mean "file"?',
      /file, rows/,
    ],
    [
      'a number out of range',
      `${LEAST}alpha: 0.7\n`,
      '5:8: alpha: Too big: expected number to be <0.5',
      /policy.schema.json/,
    ],
    [
      'a word for a number',
      `${LEAST}budget:\n  minutes: soon\n`,
      '6:12: budget.minutes: expected number, received string',
      /Correct it/,
    ],
    [
      'a word that is no choice',
      `${LEAST}on-inconclusive: maybe\n`,
      '5:18: on-inconclusive: expected one of "pass"|"warn"|"fail"|"exit-5"',
      /Correct it/,
    ],
    [
      'a set that is missing',
      'version: 1\nsets:\n  test: t.jsonl\n',
      '3:3: sets.ref: expected a file name, or a map with the key file',
      /Correct it/,
    ],
    [
      'a set that is a list',
      LEAST.replace('ref.jsonl', '[a]'),
      '4:8: sets.ref: expected a file name, or a map with the key file',
      /Correct it/,
    ],
    [
      'rows that are none',
      LEAST.replace('ref.jsonl', '{ file: a, rows: ten }'),
      '4:25: sets.ref.rows: rows are written 0:300, 300: or :300',
      /Correct it/,
    ],
    [
      'two placebo sets',
      `${LEAST.trimEnd()}\n  placebos: [a, b]\n`,
      '5:13: sets.placebos: three placebo sets or more',
      /Correct it/,
    ],
    [
      'shares of more than all',
      `${LEAST}monitoring:\n  alpha-shares: { audit: 1, jump: 1, cumulative: 1, cusum: 1 }\n`,
      '6:17: monitoring.alpha-shares: the four parts must add up to 1',
      /Correct it/,
    ],
    [
      'another version',
      LEAST.replace('version: 1', 'version: 2'),
      '1:10: version: Invalid input: expected 1',
      /Correct it/,
    ],
    ['YAML that is none', `${LEAST}alpha: [0.01\n`, '6:1: Flow sequence in block collection', /Correct it/],
    ['a key that comes twice', `${LEAST}seed: 1\nseed: 2\n`, '6:1: Map keys must be unique', /Correct it/],
    ['nothing', '', '1:1: version: expected 1', /Correct it/],
    ['a list', '- version: 1\n', '1:1: the policy: expected object', /Correct it/],
    [
      'no for a truth value',
      `${LEAST}own-base: no\n`,
      '5:11: own-base: expected boolean, received string',
      /Correct it/,
    ],
  ])('%s', (_, text, what, fix) => {
    const { code, message, fix: mend, exitCode } = failure(text)
    expect(message.startsWith(`ci/lossgap.yml:${what.replace('Invalid input: ', '')}`), message).toBe(true)
    expect(mend).toMatch(fix)
    expect([code, exitCode]).toEqual(['POLICY_INVALID', 2])
  })
  test('references that would make a file of gigabytes are refused', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, i) =>
        `a${i}: &a${i} [${Array(9)
          .fill(i === 0 ? 'x' : `*a${i - 1}`)
          .join(', ')}]`,
    )
    expect(failure(`${LEAST}${bomb.join('\n')}\n`).code).toBe('POLICY_INVALID')
  })
})

describe('schemas/policy.schema.json', () => {
  const committed = JSON.parse(readFileSync('schemas/policy.schema.json', 'utf8'))
  const validate = new Ajv2020({ allErrors: true }).compile(committed)
  test('is what the code gives; otherwise run: npm run schema', () => {
    const { $id, title, ...rest } = committed
    expect([$id, title]).toEqual(['urn:lossgap:policy:1', 'Policy of lossgap gate'])
    expect(rest).toEqual(z.toJSONSchema(policySchema, { target: 'draft-2020-12', io: 'input' }))
  })
  test('takes what the reader takes, and refuses a misspelt key', () => {
    for (const text of [LEAST, FULL])
      expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true)
    expect(validate(parse(`${LEAST}alpa: 0.01\n`))).toBe(false)
  })
  test('describes every key', () => {
    const undescribed: string[] = []
    const visit = (node: { properties?: object; anyOf?: object[]; items?: object }, path: string): void => {
      for (const [key, child] of Object.entries(node.properties ?? {})) {
        const plain = path.includes('alpha-shares') || ['budget', 'monitoring', 'sets'].includes(key)
        if (!('description' in child) && !plain && !path.endsWith('outputs'))
          undescribed.push(`${path}.${key}`)
        visit(child, `${path}.${key}`)
      }
      for (const child of [...(node.anyOf ?? []), ...(node.items ? [node.items] : [])]) visit(child, path)
    }
    visit(committed, '')
    expect(undescribed).toEqual([])
  })
})
