import type { PbfWriter } from 'pbf'
import type { Port } from './onnx-graph.js'
import { FLOAT, graphPart, INT64, writeInteger, writeNode, writePort } from './onnx-nodes.js'

/** Names that the head adds to a graph; the prefix keeps them apart from the model's own. */
export const HEAD = {
  targets: 'lossgap_targets',
  logProb: 'lossgap_log_prob',
  mean: 'lossgap_mean',
  square: 'lossgap_square',
  rank: 'lossgap_rank',
} as const

/** From this operator set on, Unsqueeze, Squeeze and ReduceSum take their axes as an input. */
const AXES_AS_INPUT = 13

/**
 * The nodes that reduce logits z[b, s, v] to four numbers a token, so that logits never leave the runtime:
 *   l = log softmax(z), p = e^l,
 *   log_prob[b, s] = l[b, s, targets[b, s]],  mean = Σ_v p·l,  square = Σ_v p·l²,  rank = #{v: l > log_prob}.
 * The deviation of log p is sqrt(square − mean²), taken in float64 by the caller.
 * Log-softmax first needs one pass less over the vocabulary than max, subtract and exp, and its rounding error
 * (1e-6 nats in float32) is far below any gap.
 */
export function lossHead(logits: Port, opset: number): Uint8Array {
  return graphPart(graph => writeHead(graph, logits, opset))
}

function writeHead(graph: PbfWriter, logits: Port, opset: number): void {
  const last = 'lossgap_last_axis'
  writeInteger(graph, last, -1)
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

  const grid = ['batch', 'sequence']
  writePort(graph, 11, HEAD.targets, INT64, grid)
  for (const name of [HEAD.logProb, HEAD.mean, HEAD.square, HEAD.rank])
    writePort(graph, 12, name, FLOAT, grid)
}
