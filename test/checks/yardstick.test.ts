import { describe, expect, test } from 'vitest'
import { pairYardstickChecks, yardstickChecks } from '../../src/checks/yardstick.js'

const gapsOf = (...gaps: number[]) => gaps.map((gap, k) => ({ name: `r${k}`, gap }))
const near = (count: number) => ({ suspect: 1, references: Array.from({ length: count }, () => 1) })
const byCode = (checks: ReturnType<typeof yardstickChecks>) =>
  Object.fromEntries(checks.map(({ code, status }) => [code, status]))

test('without reference models there is nothing to say', () => {
  expect(yardstickChecks({ gaps: [], bits: near(0), hasLine: false, setsAlike: false })).toEqual([])
})

describe('bits per byte on items that nobody has seen', () => {
  const at = (hasLine: boolean, ...references: number[]) => found({ hasLine, setsAlike: false }, references)
  const found = (sets: { hasLine: boolean; setsAlike: boolean }, references: readonly number[]) => {
    const gaps = gapsOf(...references.map(() => 0))
    return yardstickChecks({ gaps, bits: { suspect: 1, references }, ...sets })[0]!
  }
  test.each([
    ['within a quarter', [0.75, 1.25, 1], false, 'pass'],
    ['one just beyond', [0.75, 1.2501, 1], false, 'warn'],
    ['all beyond', [0.7, 1.3, 1.4], false, 'fail'],
    ['all beyond, with a line through them', [0.7, 0.6, 0.5, 0.6, 0.7], true, 'warn'],
    ['the own base moved by a quarter', [0.74], false, 'fail'],
  ] as const)('%s: %s', (_, references, hasLine, status) => {
    expect(at(hasLine, ...references).status).toBe(status)
  })
  // Two draws of one source stay exchangeable under any model, however far it is from the others.
  test('all beyond, between sets that are alike: warn', () => {
    const alike = { hasLine: false, setsAlike: true }
    expect(found(alike, [0.74])).toMatchObject({ status: 'warn', code: 'references_far_sets_alike' })
    expect(found(alike, [1])).toMatchObject({ status: 'pass' })
  })
  test('names those that are far, and how far', () => {
    expect(at(false, 1, 1.5).text).toContain('r1 (1.50 times its bits per byte)')
    expect(at(false, 1, 1.5).text).not.toContain('r0')
  })
})

describe('a reference model that stands out', () => {
  const codes = (...gaps: number[]) =>
    byCode(
      yardstickChecks({ gaps: gapsOf(...gaps), bits: near(gaps.length), hasLine: false, setsAlike: false }),
    )
  // Others 0, 0.01, 0.02: s = 0.01, mean 0.01; four of 0.01·√(4/3) above it is 0.0562.
  test('is told by four of its standard deviations among the others', () => {
    expect(codes(0, 0.01, 0.02, 0.0561)).toHaveProperty('references_agree')
    expect(codes(0, 0.01, 0.02, 0.0563)).toHaveProperty('reference_outlier', 'warn')
  })
  test('not by the spread of models that agree by chance: 0.008 is taken at least', () => {
    expect(codes(0, 0, 0, 0.0369)).toHaveProperty('references_agree')
    expect(codes(0, 0, 0, 0.037)).toHaveProperty('reference_outlier')
  })
  test('not among three', () => {
    const told = codes(0, 0, 1)
    expect(told).not.toHaveProperty('reference_outlier')
    expect(told).not.toHaveProperty('references_agree')
  })
})

test.each([
  [0.149, 'difficulty_alike', 'harder'],
  [0.151, 'difficulty_differs', 'harder'],
  [-0.151, 'difficulty_differs', 'easier'],
])('a mean gap of %d: %s', (gap, code, side) => {
  const checks = yardstickChecks({ gaps: gapsOf(gap, gap), bits: near(2), hasLine: false, setsAlike: false })
  expect(checks.find(check => check.code === code)?.text).toContain(side)
})

describe('the same of pairs', () => {
  test('bars where no reference is near on items that nobody has seen, whatever the sets are', () => {
    const far = { gaps: gapsOf(0), bits: { suspect: 1, references: [1.5] } }
    const [check] = pairYardstickChecks(far)
    expect(check).toMatchObject({
      name: 'paraphrases, reference models: strength',
      status: 'fail',
      code: 'references_far',
    })
    expect(pairYardstickChecks({ gaps: gapsOf(0), bits: near(1) })[0]!.status).toBe('pass')
    expect(pairYardstickChecks({ gaps: [], bits: near(0) })).toEqual([])
  })
})
