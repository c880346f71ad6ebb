import { describe, expect, test } from 'vitest'
import { type JudgedModel, referencesCheck } from '../../src/checks/references.js'

/** A model with these losses per token, on items of ten tokens. */
const model = (name: string, losses: readonly number[], sameLineage = false): JudgedModel => ({
  name,
  sameLineage,
  losses: losses.map((loss, i) => ({ id: `${i}`, cluster: `${i}`, nats: 10 * loss, tokens: 10, bytes: 40 })),
})

const suspect = model('suspect', [1, 1.2, 0.9])
const other = model('other', [1.1, 1.2, 0.9])
const third = model('third', [1.3, 1.1, 0.8])

test('without reference models there is nothing to check', () => {
  expect(referencesCheck(suspect, [])).toEqual([])
})

test('models of their own pass, and are counted', () => {
  expect(referencesCheck(suspect, [other, third])).toMatchObject([
    { status: 'pass', code: 'references_distinct', values: { models: 3 } },
  ])
})

test.each([
  ['the audited model in another file', [model('copy', [1, 1.2, 0.9]), other], 'suspect and copy'],
  ['a reference model given twice', [other, model('again', [1.1, 1.2, 0.9]), third], 'other and again'],
  ['the same to within rounding', [model('export', [1.0009, 1.1991, 0.9])], 'suspect and export'],
])('%s fails by name', (_, references, names) => {
  const [check] = referencesCheck(suspect, references)
  expect(check).toMatchObject({ status: 'fail', code: 'same_model' })
  expect(check!.text).toContain(names)
})

describe('a copy with noise on it', () => {
  // Differences of ± d have the standard deviation d·√(n/(n − 1)) over n items.
  const losses = Array.from({ length: 200 }, (_, i) => 1 + (i % 7) / 10)
  const noisy = (name: string, d: number) =>
    model(
      name,
      losses.map((loss, i) => loss + (i % 2 === 0 ? d : -d)),
    )
  test('is one model with what it was copied from, as a reference and as a base', () => {
    const [check] = referencesCheck(model('suspect', losses), [noisy('noisy', 0.0199)])
    expect(check).toMatchObject({ status: 'fail', code: 'same_model' })
  })
  test('and so are several copies of one reference', () => {
    const references = [noisy('a', 0.3), noisy('b', 0.31), noisy('c', 0.305)]
    expect(referencesCheck(model('suspect', losses), references)[0]).toMatchObject({ code: 'same_model' })
  })
  test('more than noise makes another model', () => {
    expect(referencesCheck(model('suspect', losses), [noisy('other', 0.021)])[0]!.status).toBe('pass')
  })
})

test('references of one origin are no independent draws', () => {
  const [check] = referencesCheck(suspect, [other, third], [['other', 'third']])
  expect(check).toMatchObject({ status: 'fail', code: 'related_references' })
  expect(check!.text).toContain('other and third')
})

test('a relative is a yardstick alone, as the own base, but not one of several', () => {
  const base = model('base', [1.4, 1.5, 1.6], true)
  expect(referencesCheck(suspect, [base])[0]).toMatchObject({ status: 'pass' })
  const [check] = referencesCheck(suspect, [other, base, third])
  expect(check).toMatchObject({ status: 'fail', code: 'related_reference' })
  expect(check!.text).toMatch(/: base$/)
})
