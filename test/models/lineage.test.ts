import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareLineage } from '../../src/models/lineage.js'
import { fixture } from './fixtures.js'

const weights = (name: string) => resolve(import.meta.dirname, '../fixtures/lineage', `${name}.onnx`)
const compare = (first: string, second: string) => compareLineage(weights(first), weights(second))

/**
 * The matrices of `base` and `apart` are orthogonal patterns of ±1 with mean 0: their cosine is 0. `tuned` is
 * base + apart / 4, so its cosine with the base is 1 / √(1 + 1/16) = 4 / √17. All have a gain that must not count.
 */
describe('compareLineage', () => {
  it.each([
    ['base', 'base', 'same', 1],
    ['base', 'tuned', 'same', 4 / Math.sqrt(17)],
    ['tuned', 'base', 'same', 4 / Math.sqrt(17)],
    ['base', 'apart', 'different', 0],
    // tuned · apart = 1/4 of the squared length; 1/4 / √(17/16) = 1 / √17.
    ['tuned', 'apart', 'different', 1 / Math.sqrt(17)],
    ['base', 'mostly', 'same', 1],
    ['base', 'hardly', 'different', 0],
    // 1/4 is a power of two, so 1 ± 1/4 is exact in half precision and bfloat16.
    ['base-half', 'tuned-half', 'same', 4 / Math.sqrt(17)],
    ['base-bfloat', 'tuned-bfloat', 'same', 4 / Math.sqrt(17)],
  ])('%s and %s: %s', (first, second, kind, cosine) => {
    const lineage = compare(first, second)
    expect(lineage).toEqual({ kind, comparedWeights: 3, cosine: expect.closeTo(cosine, 12) })
  })

  it.each([
    ['base', 'base-half', 'another type of numbers'],
    ['base-int8', 'tuned-int8', 'quantised'],
    ['base-half', 'base-bfloat', 'two half precisions'],
  ])('%s and %s cannot be compared (%s)', (first, second) => {
    expect(compare(first, second)).toEqual({ kind: 'unknown', comparedWeights: 0, cosine: null })
  })

  it('cannot compare models that share no name of a matrix', () => {
    expect(compareLineage(weights('base'), `${fixture('bigram')}/model.onnx`).kind).toBe('unknown')
  })

  it('reads external weights', () => {
    const path = `${fixture('external')}/model.onnx`
    expect(compareLineage(path, path)).toEqual({
      kind: 'same',
      comparedWeights: 2,
      cosine: expect.closeTo(1, 12),
    })
  })
})
