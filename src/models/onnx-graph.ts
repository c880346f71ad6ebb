import { basename } from 'node:path'
import { LossgapError } from '../errors.js'
import type { ByteSource } from '../io/byte-source.js'
import { type Initializer, initializerOf } from './onnx-weights.js'
import { type Field, fieldsOf, textOf } from './protobuf.js'

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
  /**
   * The weights of the main graph and of every graph inside it, and the constants whose bytes lie in another file:
   * so that each data file of the model is named by one of them.
   */
  readonly initializers: readonly Initializer[]
  /** Of the main graph, of the bodies of If, Loop and Scan, and of the model's functions. */
  readonly operators: ReadonlySet<string>
  /** The GraphProto's place in the file, for rewriting. */
  readonly graph: Field
}

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
  const functions: Field[] = []
  for (const field of fieldsOf(source, 0, source.size)) {
    if (field.tag === 7) graph = field
    if (field.tag === 8) opset = Math.max(opset, opsetOf(source, field))
    if (field.tag === 25) functions.push(field)
  }
  if (graph === undefined || opset === 0) throw new Error('no graph or no operator set in it')
  const inputs: Port[] = []
  const outputs: Port[] = []
  for (const field of fieldsOf(source, graph.start, graph.end)) {
    if (field.tag === 11) inputs.push(portOf(source, field))
    if (field.tag === 12) outputs.push(portOf(source, field))
  }
  const found: Contents = { source, file, operators: new Set(), initializers: [] }
  readGraph(graph, false, found)
  for (const body of functions) {
    for (const field of fieldsOf(source, body.start, body.end)) if (field.tag === 7) readNode(field, found)
  }
  const { operators, initializers } = found
  const weights = new Set(initializers.filter(weight => !weight.nested).map(weight => weight.name))
  return {
    opset,
    graph,
    inputs: inputs.filter(port => !weights.has(port.name)),
    outputs,
    initializers,
    operators,
  }
}

/** What a walk through a graph and the graphs inside it has come across. */
interface Contents {
  readonly source: ByteSource
  readonly file: string
  readonly operators: Set<string>
  readonly initializers: Initializer[]
}

/** GraphProto: nodes (1) and initializers (5). */
function readGraph(graph: Field, nested: boolean, found: Contents): void {
  for (const field of fieldsOf(found.source, graph.start, graph.end)) {
    if (field.tag === 1) readNode(field, found)
    if (field.tag === 5)
      found.initializers.push(initializerOf(found.source, field, { file: found.file, nested }))
  }
}

/**
 * NodeProto: the operator (4) and the attributes (5), which may hold a tensor (5), a graph (6), tensors (10) or
 * graphs (11). Merged decoders and dynamo exports have most of their operators in there.
 */
function readNode(node: Field, found: Contents): void {
  const { source, file, operators, initializers } = found
  for (const part of fieldsOf(source, node.start, node.end)) {
    if (part.tag === 4) operators.add(textOf(source, part))
    if (part.tag !== 5) continue
    for (const value of fieldsOf(source, part.start, part.end)) {
      if (value.tag === 6 || value.tag === 11) readGraph(value, true, found)
      if (value.tag !== 5 && value.tag !== 10) continue
      const constant = initializerOf(source, value, { file, nested: true })
      if (constant.external) initializers.push(constant)
    }
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
