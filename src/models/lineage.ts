import { dirname, join } from 'node:path'
import { type ByteSource, openByteSource } from '../io/byte-source.js'
import { type OnnxGraph, readOnnxGraph } from './onnx-graph.js'
import type { Initializer } from './onnx-weights.js'

/** Whether two models come from the same weights: one trained on from the other, or both from a third. */
export interface Lineage {
  readonly kind: 'same' | 'different' | 'unknown'
  readonly comparedWeights: number
  /** Median cosine of the weights that both have; null when none could be compared. */
  readonly cosine: number | null
}

/** Enough matrices to represent a model, few enough to read in a moment. */
const MATRICES = 24
/** Numbers read of each: the standard error of a cosine of independent weights is 1/√16384 < 0.01. */
const NUMBERS = 16_384
/**
 * They are read in this many blocks all over the matrix: what was changed in some rows or columns only (one of the
 * fused projections, the tokens of one language) would not show in the leading numbers.
 */
const BLOCKS = 16
/** Moves each block within its stretch, so that they do not all begin in the same columns whatever the shape is. */
const GOLDEN = (Math.sqrt(5) - 1) / 2
/**
 * Fine-tuning moves weights by a few per cent, so that a model and what was trained on from it stay above 0.9.
 * Weights that were initialised apart are uncorrelated whatever they learn, in all but what their architecture
 * shares. Between lies what is neither: two short trainings from the same initial weights give 0.87.
 */
const SAME_FROM = 0.9
const DIFFERENT_BELOW = 0.3
/** A few matrices that happen to have one name and shape (masks, rotary tables) say nothing about the others. */
const LEAST_SHARE = 0.5
/** Readers of the float types; quantised weights are not compared. */
const FLOATS: Readonly<Record<number, { bytes: number; read: (view: DataView, at: number) => number }>> = {
  1: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  10: { bytes: 2, read: (view, at) => halfToNumber(view.getUint16(at, true)) },
  16: { bytes: 2, read: (view, at) => bfloatToNumber(view.getUint16(at, true)) },
}

/**
 * Compares the largest matrices of the model that has fewer with those of the same name, shape and type in the other,
 * by the cosine of the same numbers of both. `unknown` when fewer than half of them have a counterpart (different
 * exporters, quantised weights), or when the cosine is neither high nor low.
 */
export function compareLineage(first: string, second: string): Lineage {
  const a = openWeights(first)
  const b = openWeights(second)
  try {
    const matrices = [a, b].map(({ graph }) => matricesOf(graph))
    const [fewer, more] = matrices[0]!.length <= matrices[1]!.length ? [a, b] : [b, a]
    const candidates = matrices[fewer === a ? 0 : 1]!.slice(0, MATRICES)
    const others = new Map(matrices[fewer === a ? 1 : 0]!.map(weight => [weight.name, weight]))
    const cosines: number[] = []
    for (const weight of candidates) {
      const other = others.get(weight.name)
      if (!other || other.dims.join() !== weight.dims.join() || other.dataType !== weight.dataType) continue
      const value = cosine(fewer.read(weight), more.read(other))
      if (value !== undefined) cosines.push(value)
    }
    if (cosines.length === 0) return { kind: 'unknown', comparedWeights: 0, cosine: null }
    const median = cosines.sort((x, y) => x - y)[cosines.length >> 1]!
    return {
      kind: cosines.length < LEAST_SHARE * candidates.length ? 'unknown' : kindOf(median),
      comparedWeights: cosines.length,
      cosine: median,
    }
  } finally {
    a.close()
    b.close()
  }
}

function kindOf(cosine: number): Lineage['kind'] {
  if (cosine >= SAME_FROM) return 'same'
  return cosine < DIFFERENT_BELOW ? 'different' : 'unknown'
}

/**
 * Matrices only, the largest first: gains and biases are near 1 or 0 in every model and would make strangers look
 * related. None from the bodies of nodes, where a name may occur twice.
 */
function matricesOf(graph: OnnxGraph): Initializer[] {
  const size = (weight: Initializer) => weight.location?.length ?? 0
  return graph.initializers
    .filter(
      ({ nested, dims, location, dataType }) => !nested && dims.length >= 2 && location && dataType in FLOATS,
    )
    .sort((a, b) => size(b) - size(a) || (a.name < b.name ? -1 : 1))
}

interface Weights {
  readonly graph: OnnxGraph
  read(weight: Initializer): Float64Array
  close(): void
}

function openWeights(path: string): Weights {
  const source = openByteSource(path)
  const data = new Map<string, ByteSource>()
  const fileOf = (name: string) => {
    const known = data.get(name) ?? openByteSource(join(dirname(path), name))
    data.set(name, known)
    return known
  }
  return {
    graph: readOnnxGraph(source, path),
    read({ location, dataType }) {
      const { bytes, read } = FLOATS[dataType]!
      const file = fileOf(location!.file)
      const numbers: number[] = []
      for (const [start, end] of stretchesOf(Math.floor(location!.length / bytes))) {
        const raw = file.read(location!.offset + start * bytes, location!.offset + end * bytes)
        const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
        for (let at = 0; at < raw.byteLength; at += bytes) numbers.push(read(view, at))
      }
      return Float64Array.from(numbers)
    },
    close() {
      source.close()
      for (const file of data.values()) file.close()
    },
  }
}

/** Which of a matrix's numbers are read, as ranges [start, end): all of a small one, blocks all over a large one. */
function stretchesOf(count: number): (readonly [number, number])[] {
  if (count <= NUMBERS) return [[0, count]]
  const block = NUMBERS / BLOCKS
  const stretch = (count - block) / BLOCKS
  return Array.from({ length: BLOCKS }, (_, i) => {
    const start = Math.floor((i + ((i * GOLDEN) % 1)) * stretch)
    return [start, start + block] as const
  })
}

/** Cosine after taking off the means; undefined for a constant matrix. */
function cosine(a: Float64Array, b: Float64Array): number | undefined {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length
  let dot = 0
  let squareA = 0
  let squareB = 0
  for (let i = 0; i < a.length; i++) {
    dot += (a[i]! - meanA) * (b[i]! - meanB)
    squareA += (a[i]! - meanA) ** 2
    squareB += (b[i]! - meanB) ** 2
  }
  return squareA > 0 && squareB > 0 ? dot / Math.sqrt(squareA * squareB) : undefined
}

function bfloatToNumber(bits: number): number {
  return new Float32Array(Uint32Array.of(bits << 16).buffer)[0]!
}

function halfToNumber(bits: number): number {
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  const magnitude = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15)
  return bits & 0x8000 ? -magnitude : magnitude
}
