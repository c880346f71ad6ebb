import { PbfReader } from 'pbf'
import type { ByteSource } from '../io/byte-source.js'
import { type Field, fieldsOf, textOf } from './protobuf.js'

/** Where a weight's bytes lie: in a file beside the model, or in the model file itself. */
export interface WeightLocation {
  readonly file: string
  readonly offset: number
  readonly length: number
}

export interface Initializer {
  readonly name: string
  /** ONNX TensorProto.DataType. */
  readonly dataType: number
  readonly dims: readonly number[]
  readonly location: WeightLocation | undefined
  readonly external: boolean
  /** It belongs to the body of a node or to a function, not to the main graph; its name may then occur again. */
  readonly nested: boolean
  readonly field: Field
}

/** Reads a TensorProto: what it holds and where, not the numbers themselves. */
export function initializerOf(
  source: ByteSource,
  field: Field,
  { file, nested }: { readonly file: string; readonly nested: boolean },
): Initializer {
  let name = ''
  let dataType = 0
  let location: WeightLocation | undefined
  let external = false
  const dims: number[] = []
  const pairs = new Map<string, string>()
  for (const part of fieldsOf(source, field.start, field.end)) {
    if (part.tag === 1) dims.push(...dimsOf(source, part))
    if (part.tag === 2) dataType = part.value
    if (part.tag === 8) name = textOf(source, part)
    if (part.tag === 9) location = { file, offset: part.start, length: part.end - part.start }
    if (part.tag === 13) pairs.set(...pairOf(source, part))
    if (part.tag === 14) external = part.value === 1
  }
  if (external) {
    const place = pairs.get('location')
    if (place === undefined) throw new Error(`weight "${name}" names no data file`)
    location = {
      file: place,
      offset: Number(pairs.get('offset') ?? 0),
      length: Number(pairs.get('length') ?? 0),
    }
  }
  return { name, dataType, dims, location, external, nested, field }
}

/** Dimensions are written one varint a field, or packed into one; the reader takes both. */
function dimsOf(source: ByteSource, field: Field): number[] {
  const reader = new PbfReader(source.read(field.header, field.end))
  return reader.readFields((_tag, dims: number[], pbf) => pbf.readPackedVarint(dims), [])
}

function pairOf(source: ByteSource, field: Field): [string, string] {
  let key = ''
  let value = ''
  for (const part of fieldsOf(source, field.start, field.end)) {
    if (part.tag === 1) key = textOf(source, part)
    if (part.tag === 2) value = textOf(source, part)
  }
  return [key, value]
}
