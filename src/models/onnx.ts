import type { Backend, ModelIdentity, Segment, SegmentScores } from './backend.js'
import { openHeaded } from './headed-session.js'
import { HEAD, lossHead } from './loss-head.js'
import { logitsOf, precisionOf, rowsAreIndependent } from './onnx-facts.js'
import type { OnnxGraph } from './onnx-graph.js'
import { feedsOf } from './onnx-inputs.js'
import { type OnnxOptions, type OnnxSession, type Output, RUNTIME } from './onnx-session.js'

export interface OnnxModel {
  readonly name: string
  readonly path: string
  readonly modelSha256: string
  readonly tokenizerSha256: string
  readonly bos: ModelIdentity['bos']
  readonly vocabulary: number
  readonly contextLength: number
  readonly notes: readonly string[]
}

/** Loads an ONNX model with the loss head appended. The weights stay in their files and are mapped. */
export async function openOnnxBackend(model: OnnxModel, options: OnnxOptions): Promise<Backend> {
  const { graph, session } = await openHeaded(
    model,
    graph => lossHead(logitsOf(graph, model.name), graph.opset),
    options,
  )
  return {
    name: model.name,
    identity: {
      modelSha256: model.modelSha256,
      tokenizerSha256: model.tokenizerSha256,
      precision: precisionOf(graph),
      provider: session.provider,
      runtime: RUNTIME,
      bos: model.bos,
    },
    vocabulary: model.vocabulary,
    contextLength: model.contextLength,
    batchable: rowsAreIndependent(graph),
    notes: [...model.notes, ...session.notes],
    score: batch => run(session, graph, batch, model.name),
    dispose: () => session.release(),
  }
}

async function run(session: OnnxSession, graph: OnnxGraph, batch: readonly Segment[], model: string) {
  const longest = Math.max(...batch.map(segment => segment.ids.length))
  const outputs = await session.run(
    feedsOf(graph.inputs, batch, model),
    [HEAD.logProb, HEAD.mean, HEAD.square, HEAD.rank],
    `a batch of ${batch.length} × ${longest} tokens`,
  )
  return batch.map((segment, row) => slice(outputs, row * (longest - 1), segment))
}

/** Position t of the outputs scores token t + 1, so predicted tokens [from, length) lie at [from − 1, length − 1). */
function slice(
  outputs: Readonly<Record<Exclude<(typeof HEAD)[keyof typeof HEAD], typeof HEAD.targets>, Output>>,
  start: number,
  segment: Segment,
): SegmentScores {
  const part = (name: keyof typeof outputs) =>
    outputs[name].data.subarray(start + segment.from - 1, start + segment.ids.length - 1)
  const vocabMean = Float64Array.from(part(HEAD.mean))
  // Rounding may leave a certain prediction with a variance just below 0.
  const vocabStd = Float64Array.from(part(HEAD.square), (square, t) =>
    Math.sqrt(Math.max(square - vocabMean[t]! ** 2, 0)),
  )
  return {
    logProb: Float64Array.from(part(HEAD.logProb)),
    vocabMean,
    vocabStd,
    rank: Int32Array.from(part(HEAD.rank)),
  }
}
