import { LossgapError } from '../errors.js'
import { openByteSource } from '../io/byte-source.js'
import type { Files } from '../io/files.js'
import { openHeaded } from './headed-session.js'
import { findModel } from './model-files.js'
import { checkExternalData, hashModel } from './model-hash.js'
import { readOnnxGraph } from './onnx-graph.js'
import { inputsOf } from './onnx-inputs.js'
import type { OnnxOptions } from './onnx-session.js'
import { longestInput, type Pooling, poolingOf } from './sentence-files.js'
import { loadTokenizer } from './tokenizer.js'
import { VECTORS, vectorsHead, vectorsOf } from './vectors-head.js'

/** A model that gives a text a vector, close to those of texts that say the same. It owns its memory until `dispose`. */
export interface Encoder {
  readonly name: string
  readonly modelSha256: string
  /** Things that a reader of its results should know. */
  readonly notes: readonly string[]
  /** One vector per text. A text longer than the encoder reads is read in parts, and its vector is their mean. */
  encode(texts: readonly string[]): Promise<Float64Array[]>
  dispose(): Promise<void>
}

/** What a sentence encoder is asked with; a model that wants more is none. */
const INPUTS: ReadonlySet<string> = new Set(['input_ids', 'attention_mask', 'token_type_ids', 'position_ids'])

/**
 * Opens the ONNX export of a sentence encoder (sentence-transformers with its `1_Pooling` folder, or any export with a
 * `sentence_embedding` output). Vectors are not normalised: a cosine needs no length.
 * @throws LossgapError MODEL_MISSING, MODEL_UNSUPPORTED, TOKENIZER_MISSING, and all errors of loading a graph.
 */
export async function openEncoder(path: string, options: OnnxOptions, files: Files): Promise<Encoder> {
  const model = await findModel(path, files)
  const tokenizer = loadTokenizer(model, 'never')
  const source = openByteSource(model.onnx)
  let modelSha256: string
  try {
    const graph = readOnnxGraph(source, model.onnx)
    await checkExternalData(model.onnx, graph, files)
    modelSha256 = await hashModel(model.onnx, graph, files)
    const strange = graph.inputs.find(({ name }) => !INPUTS.has(name))
    if (strange !== undefined)
      throw new LossgapError(
        'MODEL_UNSUPPORTED',
        `${model.name} asks for the input "${strange.name}", which a sentence encoder does not need`,
        'Name the export of a sentence encoder: optimum-cli export onnx --library sentence_transformers --model NAME FOLDER',
      )
  } finally {
    source.close()
  }
  const { graph, session } = await openHeaded(
    { name: model.name, path: model.onnx },
    graph => vectorsHead(vectorsOf(graph, model.name)),
    options,
  )
  const pooled = vectorsOf(graph, model.name).dims.length === 2
  const pooling = pooled ? undefined : await poolingOf(model, files)
  const longest = await longestInput(model, files)

  /** The vector of one row of ids: the graph's own, or pooled from one per token. */
  async function vectorOf(ids: Int32Array, text: number): Promise<Float64Array> {
    const feeds = inputsOf(graph.inputs, [ids], model.name)
    const outputs = await session.run(feeds, [VECTORS], `text ${text + 1}, ${ids.length} tokens`)
    const { data, dims } = outputs[VECTORS]
    const width = dims.at(-1)!
    const vector = pool(data, ids.length, width, pooled ? undefined : pooling!.rule)
    if (vector.every(Number.isFinite)) return vector
    throw new LossgapError(
      'LOGITS_NOT_FINITE',
      `${model.name} gives a vector with a value that is no number for text ${text + 1}`,
      'Export it again in float32; half precision overflows in some models',
    )
  }

  return {
    name: model.name,
    modelSha256,
    notes: [...(pooling?.notes ?? []), ...session.notes],
    async encode(texts) {
      const vectors: Float64Array[] = []
      for (const [t, text] of texts.entries()) {
        const parts = tokenizer.encodeWhole(text, longest)
        const found: Float64Array[] = []
        for (const ids of parts) found.push(await vectorOf(ids, t))
        vectors.push(weightedMean(found, parts))
      }
      return vectors
    },
    dispose: () => session.release(),
  }
}

/** From values [tokens, width] in row order to one vector; without a rule the values are the vector already. */
function pool(values: Float32Array, tokens: number, width: number, rule: Pooling | undefined): Float64Array {
  if (rule === undefined || rule === 'cls') return Float64Array.from(values.subarray(0, width))
  const vector = new Float64Array(width)
  for (let t = 0; t < tokens; t++)
    for (let d = 0; d < width; d++) vector[d]! += values[t * width + d]! / tokens
  return vector
}

function weightedMean(vectors: readonly Float64Array[], parts: readonly Int32Array[]): Float64Array {
  const tokens = parts.reduce((sum, ids) => sum + ids.length, 0)
  const mean = new Float64Array(vectors[0]!.length)
  vectors.forEach((vector, v) => {
    for (let d = 0; d < mean.length; d++) mean[d]! += (vector[d]! * parts[v]!.length) / tokens
  })
  return mean
}
