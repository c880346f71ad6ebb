import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareLineage } from '../../src/models/lineage.js'
import { fixture, temporaryFolder } from './fixtures.js'
import { message, type Part } from './message.js'

const weights = (name: string) => resolve(import.meta.dirname, '../fixtures/lineage', `${name}.onnx`)
const compare = (first: string, second: string) => compareLineage(weights(first), weights(second))

const { folder } = temporaryFolder()

interface Matrix {
  readonly dims: readonly number[]
  readonly numbers: Float32Array
}

function matrix(rows: number, columns: number, at: (row: number, column: number) => number): Matrix {
  const numbers = Float32Array.from({ length: rows * columns }, (_, k) =>
    at(Math.floor(k / columns), k % columns),
  )
  return { dims: [rows, columns], numbers }
}

/** ±1 by a bit of k: sequences of different bits are orthogonal over every power of two. */
const sign = (k: number, bit: number) => ((k >> bit) & 1 ? 1 : -1)

let models = 0
/** Writes a model of these weights: ModelProto.opset_import and graph, GraphProto.initializer, TensorProto. */
function model(weights: Readonly<Record<string, Matrix>>): string {
  const tensors = Object.entries(weights).map(([name, { dims, numbers }]): Part => {
    const shape = dims.map((dim): Part => [1, dim])
    return [5, [...shape, [2, 1], [8, name], [9, new Uint8Array(numbers.buffer)]]]
  })
  const path = join(folder, `${models++}.onnx`)
  writeFileSync(
    path,
    message([
      [8, [[2, 17]]],
      [7, tensors],
    ]),
  )
  return path
}

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

  it('reads all over a large matrix: a change of rank one in its later half shows', () => {
    // 256 × 256 numbers of ±1, of which the leading 16,384 are 64 rows. The change is ±2 in the lower 128 rows.
    const before = matrix(256, 256, (i, j) => sign(i, 0) * sign(j, 1))
    const after = matrix(
      256,
      256,
      (i, j) => sign(i, 0) * sign(j, 1) + (i < 128 ? 0 : 2 * sign(i, 2) * sign(j, 3)),
    )
    const { kind, cosine } = compareLineage(model({ w: before }), model({ w: after }))
    // Over all numbers: 1 / √(1 + 4/2) = 1 / √3.
    expect(cosine).toBeCloseTo(1 / Math.sqrt(3), 1)
    expect(kind).toBe('unknown')
  })

  it.each([
    // One of three projections side by side, in a matrix whose rows every block could begin with.
    ['columns', (_: number, j: number) => j >= 512],
    ['rows', (i: number) => i >= 640],
  ])('sees a third of the %s that was replaced', (_, replaced) => {
    const before = matrix(960, 768, (i, j) => sign(i, 0) * sign(j, 1))
    const after = matrix(960, 768, (i, j) =>
      replaced(i, j) ? sign(i, 2) * sign(j, 3) : sign(i, 0) * sign(j, 1),
    )
    // Two thirds of the products are 1, those of the other third cancel.
    expect(compareLineage(model({ w: before }), model({ w: after })).cosine).toBeCloseTo(2 / 3, 1)
  })

  it.each([
    // base + k · apart has the cosine 1 / √(1 + k²) with the base.
    [0.25, 'same', 0.97],
    [0.5, 'unknown', 0.894],
    // What two short trainings from the same initial weights were seen to give.
    [0.567, 'unknown', 0.87],
    [3, 'unknown', 0.316],
    [4, 'different', 0.243],
  ])('base + %f × apart: %s', (k, kind, cosine) => {
    const base = matrix(8, 8, (i, j) => sign(i, 0) * sign(j, 0))
    const moved = matrix(8, 8, (i, j) => sign(i, 0) * sign(j, 0) + k * sign(i, 1) * sign(j, 1))
    const lineage = compareLineage(model({ w: base }), model({ w: moved }))
    expect(lineage).toEqual({ kind, comparedWeights: 1, cosine: expect.closeTo(cosine, 3) })
  })

  it.each([
    [4, 2, 'same'],
    [5, 2, 'unknown'],
    // 24 are looked for of any number.
    [60, 12, 'same'],
    [60, 11, 'unknown'],
  ])('of %i matrices %i in both: %s', (count, shared, kind) => {
    const w = matrix(8, 8, (i, j) => sign(i, 0) * sign(j, 0))
    const named = (own: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, k) => [k < shared ? `a${k}` : `${own}${k}`, w]))
    const larger = { ...named('c'), extra: w, more: w }
    const lineage = { kind, comparedWeights: shared, cosine: expect.closeTo(1, 12) }
    expect(compareLineage(model(named('b')), model(larger))).toEqual(lineage)
    expect(compareLineage(model(larger), model(named('b')))).toEqual(lineage)
  })
})
