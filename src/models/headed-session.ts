import { openByteSource } from '../io/byte-source.js'
import { type OnnxGraph, readOnnxGraph } from './onnx-graph.js'
import { patchModel } from './onnx-patch.js'
import { type OnnxOptions, type OnnxSession, openSession } from './onnx-session.js'

/** Loads a model with another head in the place of its outputs. The weights stay in their files and are mapped. */
export async function openHeaded(
  model: { readonly name: string; readonly path: string },
  headOf: (graph: OnnxGraph) => Uint8Array,
  options: OnnxOptions,
): Promise<{ readonly graph: OnnxGraph; readonly session: OnnxSession }> {
  const source = openByteSource(model.path)
  let graph: OnnxGraph
  let bytes: Uint8Array
  try {
    graph = readOnnxGraph(source, model.path)
    bytes = patchModel(source, graph, headOf(graph))
  } finally {
    source.close()
  }
  return { graph, session: await openSession(model, bytes, options) }
}
