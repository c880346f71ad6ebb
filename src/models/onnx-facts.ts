import { LossgapError } from '../errors.js'
import type { OnnxGraph, Port } from './onnx-graph.js'

/** ONNX TensorProto.DataType numbers of what weights and logits are stored in. */
const PRECISIONS: Readonly<Record<number, string>> = {
  1: 'float32', 10: 'float16', 16: 'bfloat16', 11: 'float64', 2: 'uint8', 3: 'int8', 21: 'uint4', 22: 'int4',
  17: 'float8', 18: 'float8', 19: 'float8', 20: 'float8',
} // biome-ignore format: one line a group
/** float32, float16 and bfloat16: what logits and vectors are given in. */
export const FLOATS: ReadonlySet<number> = new Set([1, 10, 16])

/** Operators that make a row's scores depend on the rows beside it, or on padding. */
const ROW_MIXING = [
  'DynamicQuantizeLinear',
  'DynamicQuantizeMatMul',
  'DynamicQuantizeLSTM',
  'GroupQueryAttention',
]

/**
 * The output that holds next-token scores [batch, sequence, vocabulary].
 * @throws LossgapError MODEL_UNSUPPORTED when there is none.
 */
export function logitsOf(graph: OnnxGraph, model: string): Port {
  const candidates = graph.outputs.filter(port => FLOATS.has(port.elementType) && port.dims.length === 3)
  const named = candidates.find(port => /logits$/.test(port.name))
  const found =
    named ??
    (candidates.length === 1 && !/hidden|embedding/.test(candidates[0]!.name) ? candidates[0] : undefined)
  if (found) return found
  throw new LossgapError(
    'MODEL_UNSUPPORTED',
    `${model} has no logits output [batch, sequence, vocabulary]; its outputs are ${graph.outputs.map(port => port.name).join(', ')}`,
    'Export it with its language-model head: optimum-cli export onnx --task text-generation --model NAME FOLDER',
  )
}

/** A type counts from this share of the weights' bytes on: norms and biases are less, an embedding is more. */
const LEAST_SHARE = 0.01

/**
 * The types that the weights are stored in, such as float32 or, for packed weights beside a float embedding,
 * float32+uint8: in a small model the embedding alone may outweigh all that was quantised.
 */
export function precisionOf(graph: OnnxGraph): string {
  const bytes = new Map<string, number>()
  for (const { dataType, location } of graph.initializers) {
    const name = PRECISIONS[dataType] ?? 'other'
    if (dataType !== 7) bytes.set(name, (bytes.get(name) ?? 0) + (location?.length ?? 0))
  }
  const total = [...bytes.values()].reduce((sum, length) => sum + length, 0)
  // Weights that are written out as lists of numbers have no length; where all are, each type counts.
  const types = [...bytes].filter(([, length]) => total === 0 || length >= LEAST_SHARE * total)
  return (
    types
      .map(([name]) => name)
      .sort()
      .join('+') || 'unknown'
  )
}

/** Whether a text's scores are the same alone and in a padded batch. */
export function rowsAreIndependent(graph: OnnxGraph): boolean {
  return (
    !ROW_MIXING.some(operator => graph.operators.has(operator)) &&
    !precisionOf(graph)
      .split('+')
      .some(type => FLOATS_BELOW_32.has(type))
  )
}

/** In half precision the order of additions, which follows the batch's shape, moves scores by more than 1e-4. */
const FLOATS_BELOW_32 = new Set(['float16', 'bfloat16', 'float8'])
