import { PbfWriter } from 'pbf'
import type { Port } from './onnx-graph.js'

/** Names that the head adds to a graph; the prefix keeps them apart from the model's own. */
export const HEAD = {
  targets: 'lossgap_targets',
  logProb: 'lossgap_log_prob',
  mean: 'lossgap_mean',
  square: 'lossgap_square',
  rank: 'lossgap_rank',
} as const

/** ONNX TensorProto.DataType. */
const FLOAT = 1
const INT64 = 7
/** ONNX AttributeProto.AttributeType INT. */
const ATTRIBUTE_INT = 2
/** From this operator set on, Unsqueeze, Squeeze and ReduceSum take their axes as an input. */
const AXES_AS_INPUT = 13

/**
 * The nodes that reduce logits z[b, s, v] to four numbers a token, so that logits never leave the runtime:
 *   l = log softmax(z), p = e^l,
 *   log_prob[b, s] = l[b, s, targets[b, s]],  mean = Σ_v p·l,  square = Σ_v p·l²,  rank = #{v: l > log_prob}.
 * The deviation of log p is sqrt(square − mean²), taken in float64 by the caller.
 *
 * Returned as a serialised ModelProto that holds only a graph: protobuf messages merge when their bytes are
 * concatenated, so appending it to a model's bytes adds the nodes. Log-softmax first needs one pass less over
 * the vocabulary than max, subtract and exp, and its rounding error (1e-6 nats in float32) is far below any gap.
 */
export function lossHead(logits: Port, opset: number): Uint8Array {
  const model = new PbfWriter()
  model.writeMessage(7, (_, graph) => writeHead(graph, logits, opset), null)
  return model.finish()
}

function writeHead(graph: PbfWriter, logits: Port, opset: number): void {
  const last = 'lossgap_last_axis'
  writeAxes(graph, last, -1)
  const node = (
    operator: string,
    inputs: string[],
    output: string,
    attributes: Record<string, number> = {},
  ) => writeNode(graph, operator, inputs, output, attributes)
  /** An operator along the last axis, in the dialect of the model's operator set. */
  const alongLast = (
    operator: string,
    input: string,
    output: string,
    attributes: Record<string, number> = {},
  ) =>
    opset >= AXES_AS_INPUT
      ? node(operator, [input, last], output, attributes)
      : writeNode(graph, operator, [input], output, attributes, [-1])

  let scores = logits.name
  if (logits.elementType !== FLOAT) {
    node('Cast', [scores], 'lossgap_float_logits', { to: FLOAT })
    scores = 'lossgap_float_logits'
  }
  node('LogSoftmax', [scores], 'lossgap_l', { axis: 2 })
  node('Exp', ['lossgap_l'], 'lossgap_p')
  alongLast('Unsqueeze', HEAD.targets, 'lossgap_targets_3d')
  node('GatherElements', ['lossgap_l', 'lossgap_targets_3d'], 'lossgap_chosen', { axis: 2 })
  alongLast('Squeeze', 'lossgap_chosen', HEAD.logProb)
  node('Mul', ['lossgap_p', 'lossgap_l'], 'lossgap_pl')
  alongLast('ReduceSum', 'lossgap_pl', HEAD.mean, { keepdims: 0 })
  node('Mul', ['lossgap_pl', 'lossgap_l'], 'lossgap_pll')
  alongLast('ReduceSum', 'lossgap_pll', HEAD.square, { keepdims: 0 })
  node('Greater', ['lossgap_l', 'lossgap_chosen'], 'lossgap_likelier')
  node('Cast', ['lossgap_likelier'], 'lossgap_likelier_float', { to: FLOAT })
  alongLast('ReduceSum', 'lossgap_likelier_float', HEAD.rank, { keepdims: 0 })

  writePort(graph, 11, HEAD.targets, INT64)
  for (const name of [HEAD.logProb, HEAD.mean, HEAD.square, HEAD.rank]) writePort(graph, 12, name, FLOAT)
}

function writeNode(
  graph: PbfWriter,
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Record<string, number>,
  axes?: readonly number[],
): void {
  graph.writeMessage(
    1,
    (_, node) => {
      for (const input of inputs) node.writeStringField(1, input)
      node.writeStringField(2, output)
      node.writeStringField(3, `node_${output}`)
      node.writeStringField(4, operator)
      for (const [name, value] of Object.entries(attributes)) {
        node.writeMessage(5, (__, attribute) => writeIntAttribute(attribute, name, value), null)
      }
      if (axes) node.writeMessage(5, (__, attribute) => writeIntsAttribute(attribute, 'axes', axes), null)
    },
    null,
  )
}

function writeIntAttribute(attribute: PbfWriter, name: string, value: number): void {
  attribute.writeStringField(1, name)
  attribute.writeVarintField(3, value)
  attribute.writeVarintField(20, ATTRIBUTE_INT)
}

function writeIntsAttribute(attribute: PbfWriter, name: string, values: readonly number[]): void {
  const ATTRIBUTE_INTS = 7
  attribute.writeStringField(1, name)
  for (const value of values) attribute.writeVarintField(8, value)
  attribute.writeVarintField(20, ATTRIBUTE_INTS)
}

function writeAxes(graph: PbfWriter, name: string, axis: number): void {
  graph.writeMessage(
    5,
    (_, tensor) => {
      tensor.writeVarintField(1, 1)
      tensor.writeVarintField(2, INT64)
      tensor.writeStringField(8, name)
      tensor.writeBytesField(9, new Uint8Array(BigInt64Array.of(BigInt(axis)).buffer))
    },
    null,
  )
}

/** A [batch, sequence] input (field 11) or output (field 12). */
function writePort(graph: PbfWriter, field: 11 | 12, name: string, elementType: number): void {
  const dimension = (shape: PbfWriter, label: string) =>
    shape.writeMessage(1, (_, dim) => dim.writeStringField(2, label), null)
  graph.writeMessage(
    field,
    (_, port) => {
      port.writeStringField(1, name)
      port.writeMessage(
        2,
        (__, type) =>
          type.writeMessage(
            1,
            (___, tensor) => {
              tensor.writeVarintField(1, elementType)
              tensor.writeMessage(
                2,
                (____, shape) => {
                  dimension(shape, 'lossgap_batch')
                  dimension(shape, 'lossgap_sequence')
                },
                null,
              )
            },
            null,
          ),
        null,
      )
    },
    null,
  )
}
