import { createHash } from 'node:crypto'
import { LossgapError } from '../errors.js'
import { openByteSource } from '../io/byte-source.js'
import type { Files } from '../io/files.js'
import type { Backend } from './backend.js'
import type { Device } from './device.js'
import { findModel, type ModelFiles } from './model-files.js'
import { checkExternalData, hashModel } from './model-hash.js'
import { type OnnxModel, openOnnxBackend } from './onnx.js'
import { logitsOf } from './onnx-facts.js'
import { type OnnxGraph, readOnnxGraph } from './onnx-graph.js'
import { type BosPolicy, loadTokenizer, type Tokenizer } from './tokenizer.js'

export interface ModelOptions {
  readonly device: Device
  readonly threads?: number
  readonly bos: BosPolicy
}

export interface Model {
  readonly backend: Backend
  readonly tokenizer: Tokenizer
}

/** Keys of config.json under which model families state their context length. */
const CONTEXT_KEYS = [
  'max_position_embeddings',
  'n_positions',
  'n_ctx',
  'max_seq_len',
  'seq_length',
  'max_sequence_length',
]

/** Assumed when a model states none: GPT-2's, the shortest context in common use. */
const ASSUMED_CONTEXT = 1024

/**
 * A tokenizer with less than this share of the model's vocabulary is taken for another model's. Vocabularies are
 * padded for speed, by 2 % in the models we know (phi-2: 50,295 of 51,200), never by a fifth.
 */
const LEAST_VOCABULARY_SHARE = 0.8

/** Opens a model for scoring: its files, tokenizer, hash, and the session with the loss head. */
export async function openModel(path: string, options: ModelOptions, files: Files): Promise<Model> {
  const { onnx, tokenizer } = await prepareModel(path, options.bos, files)
  return { backend: await openOnnxBackend(onnx, options), tokenizer }
}

/** A language model whose files are read and agree with each other, before the runtime loads it. */
export interface PreparedModel {
  readonly onnx: OnnxModel
  readonly tokenizer: Tokenizer
  readonly model: ModelFiles
}

export async function prepareModel(path: string, bos: BosPolicy, files: Files): Promise<PreparedModel> {
  const { model, vocabulary, graph } = await inspectModel(path, files)
  const tokenizer = loadTokenizer(model, bos)
  checkVocabulary(model.name, tokenizer, vocabulary)
  const context = contextOf(model.config)
  return {
    model,
    tokenizer,
    onnx: {
      name: model.name,
      path: model.onnx,
      modelSha256: await hashModel(model.onnx, graph, files),
      tokenizerSha256: hashOf(model.tokenizer),
      bos: tokenizer.bosId === undefined ? 'none' : 'prepended',
      vocabulary: vocabulary ?? tokenizer.size,
      contextLength: context ?? ASSUMED_CONTEXT,
      notes:
        context === undefined
          ? [
              `${model.name} states no context length: windows of ${ASSUMED_CONTEXT} tokens are assumed (set --window to change)`,
            ]
          : [],
    },
  }
}

/** Of what the JSON says, not of how it is indented: the same tokenizer saved by another tool is no other tokenizer. */
function hashOf(tokenizer: object): string {
  return createHash('sha256').update(JSON.stringify(tokenizer)).digest('hex')
}

/** What can be known of a model without loading it. */
export interface InspectedModel {
  readonly model: ModelFiles
  readonly graph: OnnxGraph
  /** Size of the output vocabulary, where the model or its configuration states it. */
  readonly vocabulary: number | undefined
}

/** Reads a model's structure and sees that its files are all there, before anything is scored. */
export async function inspectModel(path: string, files: Files): Promise<InspectedModel> {
  const model = await findModel(path, files)
  const source = openByteSource(model.onnx)
  try {
    const graph = readOnnxGraph(source, model.onnx)
    const last = logitsOf(graph, model.name).dims[2]
    const configured = model.config.vocab_size
    await checkExternalData(model.onnx, graph, files)
    return {
      model,
      graph,
      vocabulary: typeof last === 'number' ? last : typeof configured === 'number' ? configured : undefined,
    }
  } finally {
    source.close()
  }
}

function checkVocabulary(name: string, tokenizer: Tokenizer, vocabulary: number | undefined): void {
  if (vocabulary === undefined) return
  if (tokenizer.baseSize <= vocabulary && tokenizer.size >= LEAST_VOCABULARY_SHARE * vocabulary) return
  throw new LossgapError(
    'VOCABULARY_MISMATCH',
    `${name}: the tokenizer has ${tokenizer.size} entries, the model predicts ${vocabulary}`,
    'Put the tokenizer.json of this very model beside it; with another one every score would be wrong',
  )
}

function contextOf(config: Readonly<Record<string, unknown>>): number | undefined {
  for (const key of CONTEXT_KEYS) {
    const value = config[key]
    if (typeof value === 'number' && value > 0) return value
  }
  return undefined
}
