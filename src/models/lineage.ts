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
 * Fine-tuning moves weights by a few per cent, so related models stay above 0.9; weights that were initialised
 * apart are uncorrelated whatever they learn. The wide gap between leaves no case in doubt.
 */
const RELATED_COSINE = 0.9
/** Readers of the float types; quantised weights are not compared. */
const FLOATS: Readonly<Record<number, { bytes: number; read: (view: DataView, at: number) => number }>> = {
  1: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  10: { bytes: 2, read: (view, at) => halfToNumber(view.getUint16(at, true)) },
  16: { bytes: 2, read: (view, at) => bfloatToNumber(view.getUint16(at, true)) },
}

/**
 * Compares the largest matrices that both ONNX files hold under the same name and shape, by the cosine of their
 * leading numbers. `unknown` when they share none (different exporters, quantised weights).
 */
export function compareLineage(first: string, second: string): Lineage {
  const a = openWeights(first)
  const b = openWeights(second)
  try {
    const cosines: number[] = []
    const others = new Map(b.graph.initializers.map(weight => [weight.name, weight]))
    for (const weight of largestMatrices(a.graph)) {
      const other = others.get(weight.name)
      if (cosines.length === MATRICES) break
      if (!other || other.dims.join() !== weight.dims.join() || other.dataType !== weight.dataType) continue
      const value = cosine(a.read(weight), b.read(other))
      if (value !== undefined) cosines.push(value)
    }
    if (cosines.length === 0) return { kind: 'unknown', comparedWeights: 0, cosine: null }
    const median = cosines.sort((x, y) => x - y)[cosines.length >> 1]!
    return {
      kind: median >= RELATED_COSINE ? 'same' : 'different',
      comparedWeights: cosines.length,
      cosine: median,
    }
  } finally {
    a.close()
    b.close()
  }
}

/** Matrices only: gains and biases are near 1 or 0 in every model and would make strangers look related. */
function largestMatrices(graph: OnnxGraph): Initializer[] {
  const size = (weight: Initializer) => weight.location?.length ?? 0
  return graph.initializers
    .filter(weight => weight.dims.length >= 2 && weight.location && weight.dataType in FLOATS)
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
      const length = Math.min(location!.length, NUMBERS * bytes)
      const raw = fileOf(location!.file).read(location!.offset, location!.offset + length)
      const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
      return Float64Array.from({ length: Math.floor(length / bytes) }, (_, i) => read(view, i * bytes))
    },
    close() {
      source.close()
      for (const file of data.values()) file.close()
    },
  }
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
