import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { createRandom, type Random } from '../../src/statistics/random.js'

interface GoldenCase {
  readonly id: string
  // The shape differs by case; a missing field makes the comparison fail.
  // biome-ignore lint/suspicious/noExplicitAny: read from JSON, used only in tests
  readonly inputs: any
  // biome-ignore lint/suspicious/noExplicitAny: read from JSON, used only in tests
  readonly expected: any
}

export function readGolden(file: string) {
  return JSON.parse(readFileSync(new URL(`../golden/statistics/${file}`, import.meta.url), 'utf8'))
}

const scipy: readonly GoldenCase[] = readGolden('scipy.json').cases

/** One case of scipy.json, whose values scipy 1.17.1 and numpy 2.4.6 computed. */
export function golden(id: string): GoldenCase {
  const found = scipy.find(entry => entry.id === id)
  if (found === undefined) throw new Error(`No golden case ${id}`)
  return found
}

/** Equal up to 1e-10 relative, 1e-14 absolute; arrays element by element. */
export function expectClose(actual: number | ArrayLike<number>, expected: number | readonly number[]): void {
  const left = typeof actual === 'number' ? [actual] : Array.from(actual)
  const right = typeof expected === 'number' ? [expected] : expected
  expect(left).toHaveLength(right.length)
  left.forEach((value, i) => {
    const off = Math.abs(value - right[i]!)
    expect(off, `${value} is not ${right[i]}`).toBeLessThanOrEqual(
      Math.max(1e-14, 1e-10 * Math.abs(right[i]!)),
    )
  })
}

/** A standard normal draw (Box–Muller), so that simulations do not rest on the quantiles under test. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
}

/** Normal draws rounded to `step`, which ties some of them. */
export function normals(random: Random, count: number, mean = 0, sd = 1, step = 0.1): number[] {
  return Array.from({ length: count }, () => Math.round((mean + sd * normal(random)) / step) * step)
}

export function shuffled<T>(values: readonly T[], seed = 5): T[] {
  const copy = [...values]
  createRandom('shuffled', seed).shuffle(copy)
  return copy
}

export const NULL_DRAWS = 2000

/** Rejections of a true null must not exceed α by more than three standard errors of the simulation. */
export function expectCalibrated(pValues: readonly number[]): void {
  for (const alpha of [0.05, 0.01]) {
    const rejected = pValues.filter(pValue => pValue <= alpha).length / pValues.length
    const limit = alpha + 3 * Math.sqrt((alpha * (1 - alpha)) / pValues.length)
    expect(rejected, `rejected ${rejected} at ${alpha}`).toBeLessThanOrEqual(limit)
  }
  expect(pValues.every(pValue => pValue > 0 && pValue <= 1)).toBe(true)
}
