import type { Port } from './onnx-graph.js'
import { FLOAT, graphPart, writeInteger, writeNode, writePort } from './onnx-nodes.js'

/** Name of the output that the head adds: [batch, 1, vocabulary], float32. */
export const LAST_LOGITS = 'lossgap_last_logits'

/** The nodes that keep the logits of the last position alone, so that those of all others never leave the runtime. */
export function lastLogitsHead(logits: Port): Uint8Array {
  const position = 'lossgap_last_position'
  const last = 'lossgap_last'
  return graphPart(graph => {
    writeInteger(graph, position, -1)
    writeNode(graph, 'Gather', [logits.name, position], last, { axis: 1 })
    writeNode(graph, 'Cast', [last], LAST_LOGITS, { to: FLOAT })
    writePort(graph, 12, LAST_LOGITS, FLOAT, ['batch', 'last', 'vocabulary'])
  })
}
