import { LossgapError } from '../errors.js'
import type { Segment } from './backend.js'
import { HEAD } from './loss-head.js'
import type { Port } from './onnx-graph.js'

/** A tensor in plain values; the runtime's own type is made of it at the edge. */
export interface Feed {
  readonly name: string
  readonly type: 'int64' | 'int32' | 'float32' | 'float16' | 'bool'
  readonly values: BigInt64Array | Int32Array | Float32Array | Uint16Array | Uint8Array
  readonly dims: readonly number[]
}

const INTEGER_TYPES: Readonly<Record<number, 'int64' | 'int32'>> = { 7: 'int64', 6: 'int32' }

/**
 * The inputs of one forward pass that scores B segments: all but the last token of each is read, since nothing is
 * predicted after it, and the loss head is told which token comes next.
 * @throws LossgapError MODEL_UNSUPPORTED as inputsOf.
 */
export function feedsOf(inputs: readonly Port[], batch: readonly Segment[], model: string): Feed[] {
  const feeds = inputsOf(
    inputs,
    batch.map(({ ids }) => ids.subarray(0, -1)),
    model,
  )
  const next = batch.map(({ ids }) => ids.subarray(1))
  return [...feeds, gridOf(HEAD.targets, 'int64', next, (row, t) => row[t] ?? 0)]
}

/**
 * The inputs of one forward pass over B rows of token ids padded on the right to S, the longest. Exports differ in
 * what they ask for; each input is recognised by name: token ids, attention mask, positions, segment types, empty
 * key-value caches, switches.
 * @throws LossgapError MODEL_UNSUPPORTED on an input that none of these is.
 */
export function inputsOf(inputs: readonly Port[], rows: readonly Int32Array[], model: string): Feed[] {
  return inputs.map((port): Feed => {
    const { name } = port
    const type = INTEGER_TYPES[port.elementType]
    if (name.startsWith('past') || name.includes('past_key_values'))
      return emptyCache(port, rows.length, model)
    if (name === 'use_cache_branch') return { name, type: 'bool', values: Uint8Array.of(0), dims: [1] }
    if (type !== undefined) {
      if (name === 'input_ids') return gridOf(name, type, rows, (row, t) => row[t] ?? 0)
      if (name === 'attention_mask') return gridOf(name, type, rows, (row, t) => (t < row.length ? 1 : 0))
      if (name === 'position_ids') return gridOf(name, type, rows, (_, t) => t)
      if (name === 'token_type_ids') return gridOf(name, type, rows, () => 0)
      // 0 asks such exports for the logits of every position.
      if (name === 'num_logits_to_keep' && type === 'int64')
        return { name, type, values: BigInt64Array.of(0n), dims: [] }
    }
    throw new LossgapError(
      'MODEL_UNSUPPORTED',
      `${model} asks for the input "${name}" (type ${port.elementType}), which a causal language model does not need`,
      'Export it as a text-generation model: optimum-cli export onnx --task text-generation --model NAME FOLDER',
    )
  })
}

function gridOf(
  name: string,
  type: 'int64' | 'int32',
  rows: readonly Int32Array[],
  value: (row: Int32Array, t: number) => number,
): Feed {
  const columns = Math.max(...rows.map(row => row.length))
  const values =
    type === 'int64' ? new BigInt64Array(rows.length * columns) : new Int32Array(rows.length * columns)
  rows.forEach((row, r) => {
    for (let t = 0; t < columns; t++) {
      const number = value(row, t)
      if (values instanceof BigInt64Array) values[r * columns + t] = BigInt(number)
      else values[r * columns + t] = number
    }
  })
  return { name, type, values, dims: [rows.length, columns] }
}

/** A key-value cache of length 0: [batch, heads, 0, head size], with the free dimensions told by their names. */
function emptyCache(port: Port, rows: number, model: string): Feed {
  const dims = port.dims.map((dim, axis) => {
    if (typeof dim === 'number') return dim
    return axis === 0 && !dim.includes('past') ? rows : 0
  })
  if (!dims.includes(0)) {
    throw new LossgapError(
      'MODEL_UNSUPPORTED',
      `${model}: its cache input "${port.name}" has the fixed shape ${port.dims.join('×')}`,
      'Export it with a dynamic past length (optimum does so), or without past: --task text-generation',
    )
  }
  if (port.elementType === 10) return { name: port.name, type: 'float16', values: new Uint16Array(0), dims }
  if (port.elementType === 1) return { name: port.name, type: 'float32', values: new Float32Array(0), dims }
  throw new LossgapError(
    'MODEL_UNSUPPORTED',
    `${model}: its cache input "${port.name}" has element type ${port.elementType}`,
    'Export it with a float32 or float16 cache, or without past',
  )
}
