import { dirname } from 'node:path'
import * as ort from 'onnxruntime-node'
import { LossgapError } from '../errors.js'
import { openByteSource } from '../io/byte-source.js'
import type { Backend, ModelIdentity, Segment, SegmentScores } from './backend.js'
import {
  cudaUnavailable,
  type Device,
  isOutOfMemory,
  isProviderMissing,
  type ProviderChoice,
  providersOf,
} from './device.js'
import { HEAD } from './loss-head.js'
import { logitsOf, precisionOf, rowsAreIndependent } from './onnx-facts.js'
import { type OnnxGraph, readOnnxGraph } from './onnx-graph.js'
import { type Feed, feedsOf } from './onnx-inputs.js'
import { patchModel } from './onnx-patch.js'

/** Version of ONNX Runtime, recorded with every score. */
export const RUNTIME = `onnxruntime-node ${ort.env.versions.node ?? ort.env.versions.common}`

// The runtime prints to stderr what it also throws; only what it cannot throw is left to it.
ort.env.logLevel = 'fatal'

export interface OnnxOptions {
  readonly device: Device
  /** Threads of one forward pass; undefined leaves the choice to the runtime. */
  readonly threads?: number
}

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
  const source = openByteSource(model.path)
  let graph: OnnxGraph
  let bytes: Uint8Array
  try {
    graph = readOnnxGraph(source, model.path)
    bytes = patchModel(source, graph, logitsOf(graph, model.name))
  } finally {
    source.close()
  }
  const { session, provider, notes } = await createSession(model, bytes, options)
  let open = true
  return {
    name: model.name,
    identity: {
      modelSha256: model.modelSha256,
      tokenizerSha256: model.tokenizerSha256,
      precision: precisionOf(graph),
      provider,
      runtime: RUNTIME,
      bos: model.bos,
    },
    vocabulary: model.vocabulary,
    contextLength: model.contextLength,
    batchable: rowsAreIndependent(graph),
    notes: [...model.notes, ...notes],
    score: batch => run(session, graph, batch, model.name),
    async dispose() {
      if (open) await session.release()
      open = false
    },
  }
}

/** Names of the execution providers of this build, for `lossgap doctor`. */
export function runtimeProviders(): string[] {
  return ort.listSupportedBackends().map(backend => backend.name)
}

interface Session {
  session: ort.InferenceSession
  provider: string
  notes: string[]
}

async function createSession(model: OnnxModel, bytes: Uint8Array, options: OnnxOptions): Promise<Session> {
  const choices = providersOf(options.device)
  const notes: string[] = []
  for (const [position, choice] of choices.entries()) {
    try {
      const session = await ort.InferenceSession.create(bytes, sessionOptions(choice, model, options))
      return { session, provider: choice.name, notes }
    } catch (cause) {
      const missing = choice.name === 'cuda' && isProviderMissing(cause)
      if (missing && position + 1 < choices.length) {
        notes.push(`CUDA is not available (${(cause as Error).message.split('\n')[0]}); running on the CPU`)
      } else if (missing) throw cudaUnavailable(model.name, cause)
      else throw loadError(model.name, cause)
    }
  }
  throw new Error('no execution provider to try')
}

function sessionOptions({ providers }: ProviderChoice, model: OnnxModel, { threads }: OnnxOptions) {
  return {
    executionProviders: providers as ort.InferenceSession.ExecutionProviderConfig[],
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    // Batches differ in shape, and a plan kept for each shape costs 155 MB of 1,120 here for 4 % of speed.
    enableMemPattern: false,
    extra: {
      session: {
        model_external_initializers_file_folder_path: dirname(model.path),
        // Waiting threads sleep instead of spinning: as fast on an idle machine, and on a shared one, where a
        // spinning thread burns what its sibling needs, 1.4 times as fast (two cores, one of them busy).
        intra_op: { allow_spinning: '0' },
      },
    },
  }
}

function loadError(model: string, cause: unknown): LossgapError {
  const reason = (cause as Error).message
  if (isOutOfMemory(cause)) return outOfMemory(model, cause)
  return new LossgapError(
    'MODEL_CORRUPT',
    `${model}: the runtime cannot load it (${reason})`,
    'Check the export with onnx.checker.check_model, or export it again',
    { cause },
  )
}

function outOfMemory(model: string, cause: unknown): LossgapError {
  return new LossgapError(
    'OUT_OF_MEMORY',
    `${model}: out of memory (${(cause as Error).message.split('\n')[0]})`,
    'Lower --window and --batch-tokens, or use a machine with more memory',
    { cause },
  )
}

async function run(
  session: ort.InferenceSession,
  graph: OnnxGraph,
  batch: readonly Segment[],
  model: string,
) {
  const feeds = Object.fromEntries(
    feedsOf(graph.inputs, batch, model).map(feed => [feed.name, tensorOf(feed)]),
  )
  const outputs = await session
    .run(feeds, [HEAD.logProb, HEAD.mean, HEAD.square, HEAD.rank])
    .catch((cause: unknown) => {
      if (isOutOfMemory(cause)) throw outOfMemory(model, cause)
      throw new LossgapError(
        'RUNTIME_FAILED',
        `${model}: the runtime failed on a batch of ${batch.length} × ${Math.max(...batch.map(s => s.ids.length))} tokens (${(cause as Error).message})`,
        'Run lossgap doctor MODEL; if texts are longer than the model allows, set --window',
        { cause },
      )
    })
  const columns = outputs[HEAD.logProb]!.dims[1]!
  return batch.map((segment, row) => slice(outputs, row * columns, segment))
}

/** Position t of the outputs scores token t + 1, so predicted tokens [from, length) lie at [from − 1, length − 1). */
function slice(
  outputs: ort.InferenceSession.OnnxValueMapType,
  start: number,
  segment: Segment,
): SegmentScores {
  const part = (name: string) =>
    (outputs[name]!.data as Float32Array).subarray(start + segment.from - 1, start + segment.ids.length - 1)
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

function tensorOf(feed: Feed): ort.Tensor {
  return new ort.Tensor(feed.type as 'int64', feed.values as BigInt64Array, feed.dims as number[])
}
