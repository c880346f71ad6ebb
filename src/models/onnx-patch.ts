import { PbfWriter } from 'pbf'
import type { ByteSource } from '../io/byte-source.js'
import type { OnnxGraph } from './onnx-graph.js'
import type { Initializer } from './onnx-weights.js'
import { fieldsOf } from './protobuf.js'

/**
 * Weights from this size on stay in their file. Smaller ones are shapes and axes, which the runtime wants to see
 * while it infers shapes, before external data is looked at.
 */
const INLINE_LIMIT = 4096

/**
 * The bytes of a model whose outputs are those of a head instead of logits and key-value caches. The head is a
 * ModelProto that holds only a graph: protobuf messages merge when their bytes are concatenated.
 *
 * Its own outputs are dropped, so that the runtime may reuse their memory. Weights that lie inside the file are
 * replaced by references into that same file (offset and length), so that a model of gigabytes costs only its
 * graph here and is mapped, not copied, by the runtime. Only weights of the main graph: the bodies of its nodes are
 * copied as they are.
 */
export function patchModel(source: ByteSource, graph: OnnxGraph, head: Uint8Array): Uint8Array {
  const heavy = new Map<number, Initializer>()
  for (const weight of graph.initializers) {
    const { nested, external, location } = weight
    if (!nested && !external && location && location.length >= INLINE_LIMIT)
      heavy.set(weight.field.header, weight)
  }
  const body: Uint8Array[] = []
  for (const field of fieldsOf(source, graph.graph.start, graph.graph.end)) {
    if (field.tag === 12) continue
    const weight = heavy.get(field.header)
    body.push(weight ? reference(weight) : source.read(field.header, field.end))
  }
  const rest: Uint8Array[] = []
  for (const field of fieldsOf(source, 0, source.size)) {
    if (field.tag !== 7) rest.push(source.read(field.header, field.end))
  }
  const rewritten = new PbfWriter()
  rewritten.writeBytesField(7, Buffer.concat(body))
  return Buffer.concat([...rest, rewritten.finish(), head])
}

/** A TensorProto that points at the weight's bytes in their file. */
function reference({ name, dataType, dims, location }: Initializer): Uint8Array {
  const writer = new PbfWriter()
  const entries = {
    location: location!.file,
    offset: String(location!.offset),
    length: String(location!.length),
  }
  writer.writeMessage(
    5,
    (_, tensor) => {
      for (const dim of dims) {
        tensor.writeVarintField(1, dim)
      }
      tensor.writeVarintField(2, dataType)
      tensor.writeStringField(8, name)
      for (const [key, value] of Object.entries(entries)) {
        tensor.writeMessage(
          13,
          (__, entry) => {
            entry.writeStringField(1, key)
            entry.writeStringField(2, value)
          },
          null,
        )
      }
      tensor.writeVarintField(14, 1)
    },
    null,
  )
  return writer.finish()
}
