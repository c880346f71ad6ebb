import { basename } from 'node:path'
import { PbfReader } from 'pbf'
import { LossgapError } from '../errors.js'
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
  readonly field: Field
}

/** An input or output: its element type and its dimensions, a number where fixed, a name where free. */
export interface Port {
  readonly name: string
  readonly elementType: number
  readonly dims: readonly (number | string)[]
}

/** What the scoring needs to know of an ONNX model, read without loading its weights. */
export interface OnnxGraph {
  readonly opset: number
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  readonly initializers: readonly Initializer[]
  readonly operators: ReadonlySet<string>
  /** The GraphProto's place in the file, for rewriting. */
  readonly graph: Field
}

/** Node payloads above this are constants with large values, not operators worth looking into. */
const NODE_BYTES = 65_536

/** Reads the structure of an ONNX file. @throws LossgapError MODEL_CORRUPT when it is not one. */
export function readOnnxGraph(source: ByteSource, path: string): OnnxGraph {
  try {
    return parse(source, basename(path))
  } catch (cause) {
    throw new LossgapError(
      'MODEL_CORRUPT',
      `${path} is not a readable ONNX model (${(cause as Error).message})`,
      'Export or download it again, and compare its size and checksum with the source',
      { cause },
    )
  }
}

function parse(source: ByteSource, file: string): OnnxGraph {
  let opset = 0
  let graph: Field | undefined
  for (const field of fieldsOf(source, 0, source.size)) {
    if (field.tag === 7) graph = field
    if (field.tag === 8) opset = Math.max(opset, opsetOf(source, field))
  }
  if (graph === undefined || opset === 0) throw new Error('no graph or no operator set in it')
  const inputs: Port[] = []
  const outputs: Port[] = []
  const initializers: Initializer[] = []
  const operators = new Set<string>()
  for (const field of fieldsOf(source, graph.start, graph.end)) {
    if (field.tag === 1 && field.end - field.start <= NODE_BYTES) operators.add(operatorOf(source, field))
    if (field.tag === 5) initializers.push(initializerOf(source, field, file))
    if (field.tag === 11) inputs.push(portOf(source, field))
    if (field.tag === 12) outputs.push(portOf(source, field))
  }
  const weights = new Set(initializers.map(weight => weight.name))
  return {
    opset,
    graph,
    inputs: inputs.filter(port => !weights.has(port.name)),
    outputs,
    initializers,
    operators,
  }
}

/** The version of the default operator set; 0 for another domain's. */
function opsetOf(source: ByteSource, field: Field): number {
  let domain = ''
  let version = 0
  for (const part of fieldsOf(source, field.start, field.end)) {
    if (part.tag === 1) domain = textOf(source, part)
    if (part.tag === 2) version = part.value
  }
  return domain === '' || domain === 'ai.onnx' ? version : 0
}

function operatorOf(source: ByteSource, field: Field): string {
  for (const part of fieldsOf(source, field.start, field.end)) if (part.tag === 4) return textOf(source, part)
  return ''
}

function portOf(source: ByteSource, field: Field): Port {
  let name = ''
  let elementType = 0
  const dims: (number | string)[] = []
  for (const part of fieldsOf(source, field.start, field.end)) {
    if (part.tag === 1) name = textOf(source, part)
    if (part.tag !== 2) continue
    for (const type of fieldsOf(source, part.start, part.end)) {
      if (type.tag !== 1) continue
      for (const tensor of fieldsOf(source, type.start, type.end)) {
        if (tensor.tag === 1) elementType = tensor.value
        if (tensor.tag === 2)
          for (const dim of fieldsOf(source, tensor.start, tensor.end)) dims.push(dimOf(source, dim))
      }
    }
  }
  return { name, elementType, dims }
}

function dimOf(source: ByteSource, field: Field): number | string {
  for (const part of fieldsOf(source, field.start, field.end)) {
    if (part.tag === 1) return part.value
    if (part.tag === 2) return textOf(source, part)
  }
  return ''
}

function initializerOf(source: ByteSource, field: Field, file: string): Initializer {
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
  return { name, dataType, dims, location, external, field }
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
