import { LossgapError } from '../errors.js'
import { FLOATS } from './onnx-facts.js'
import type { OnnxGraph, Port } from './onnx-graph.js'
import { FLOAT, graphPart, writeNode, writePort } from './onnx-nodes.js'

/** Name of the output that the head adds: [batch, width] or [batch, sequence, width], float32. */
export const VECTORS = 'lossgap_vectors'

/** What exports call their vectors, the best first: of whole texts, then of tokens. */
const NAMES = ['sentence_embedding', 'sentence_embeddings', 'token_embeddings', 'last_hidden_state']

/**
 * The output that holds a text's vector [batch, width], or else one per token [batch, sequence, width].
 * @throws LossgapError MODEL_UNSUPPORTED when there is none.
 */
export function vectorsOf(graph: OnnxGraph, model: string): Port {
  for (const name of NAMES) {
    const found = graph.outputs.find(port => port.name === name && FLOATS.has(port.elementType))
    if (found && (found.dims.length === 2 || found.dims.length === 3)) return found
  }
  throw new LossgapError(
    'MODEL_UNSUPPORTED',
    `${model} has no output of sentence vectors (${NAMES.join(', ')}); its outputs are ${graph.outputs.map(port => port.name).join(', ')}`,
    'Name the export of a sentence encoder: optimum-cli export onnx --library sentence_transformers --model NAME FOLDER',
  )
}

/** The node that brings the vectors to float32, whatever the export computes in. */
export function vectorsHead(vectors: Port): Uint8Array {
  return graphPart(graph => {
    writeNode(graph, 'Cast', [vectors.name], VECTORS, { to: FLOAT })
    writePort(graph, 12, VECTORS, FLOAT, vectors.dims.map(String))
  })
}
