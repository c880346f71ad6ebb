import { describe, expect, test } from 'vitest'
import { balanceCheck } from '../../src/checks/balance.js'
import { itemsOf, pairOf, problems } from './pairs.js'

const check = (a: readonly string[], b: readonly string[], clusterSize = 1) =>
  balanceCheck(pairOf(itemsOf('a', a, clusterSize), itemsOf('b', b, clusterSize)))[0]!

describe('balance of length and surface', () => {
  test('draws of one source pass, 19 of 20 times or more', () => {
    const codes = Array.from(
      { length: 200 },
      (_, n) => check(problems(40, `a${n}`), problems(40, `b${n}`)).code,
    )
    const off = codes.filter(code => code === 'not_balanced').length
    // At most 5 % by the border; 18 of 200 would be more than chance adds to that (binomial, 99.5 %).
    expect(off).toBeLessThan(18)
  })

  test('another length is told with its size and side', () => {
    // Means 12 and 24 letters, variances 16 and 64 (times 400/399), so SMD = −12/√(40·400/399) = −1.895.
    const words = (...lengths: number[]) => Array.from({ length: 400 }, (_, i) => 'x'.repeat(lengths[i % 2]!))
    const { status, code, text, values } = check(words(8, 16), words(16, 32))
    expect([status, code]).toEqual(['warn', 'not_balanced'])
    expect(values.characters).toBeCloseTo(-12 / Math.sqrt((40 * 400) / 399), 12)
    expect(text).toContain('characters −1.89')
  })

  test('constants that differ have no size and are told; equal ones pass', () => {
    const told = check(Array(50).fill('one.'), Array(50).fill('one? two?'))
    expect(told.text).toContain('question marks (constants that differ)')
    expect(told.values).not.toHaveProperty('question marks')
    expect(check(Array(50).fill('one.'), Array(50).fill('one.')).status).toBe('pass')
  })

  test('what chance gives in few clusters is not told', () => {
    const longer = problems(400, 'b').map((text, i) => (i % 10 === 0 ? `${text} ${text}` : text))
    expect(check(problems(400, 'a'), longer).code).toBe('not_balanced')
    expect(check(problems(400, 'a'), longer, 40).code).toBe('balanced')
  })

  test('a single item is compared with nothing', () => {
    expect(balanceCheck(pairOf(itemsOf('a', ['x']), itemsOf('b', ['y', 'z'])))).toEqual([])
  })
})
