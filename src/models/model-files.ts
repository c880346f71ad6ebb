import { basename, dirname, join } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'

/** The files of one model on disk. */
export interface ModelFiles {
  /** What the user called it. */
  readonly name: string
  readonly onnx: string
  /** Parsed tokenizer.json and tokenizer_config.json. */
  readonly tokenizer: object
  readonly tokenizerConfig: Readonly<Record<string, unknown>>
  /** tokenizer.json as it is written. */
  readonly tokenizerText: string
  /** Parsed config.json; empty when the model has none. */
  readonly config: Readonly<Record<string, unknown>>
  /** Parsed generation_config.json; empty when the model has none. */
  readonly generationConfig: Readonly<Record<string, unknown>>
  /** What chat_template.jinja says, where newer exports have it instead of tokenizer_config.json. */
  readonly chatTemplate: string | undefined
}

/** Where exporters put the graph: optimum and genai at the top, model hubs under onnx/. */
const GRAPH_NAMES = ['model.onnx', 'decoder_model.onnx', 'decoder_model_merged.onnx', 'onnx/model.onnx']

/** Finds a model from its folder or its .onnx file. The tokenizer lies beside the graph or one folder up. */
export async function findModel(path: string, files: Files): Promise<ModelFiles> {
  const onnx = await findGraph(path, files)
  const beside = dirname(onnx)
  const home = (await files.kind(join(beside, 'tokenizer.json'))) === 'file' ? beside : dirname(beside)
  const tokenizerPath = join(home, 'tokenizer.json')
  if ((await files.kind(tokenizerPath)) !== 'file') {
    throw new LossgapError(
      'TOKENIZER_MISSING',
      `${path}: no tokenizer.json beside ${onnx}`,
      `Put the model's tokenizer.json (and tokenizer_config.json, config.json) into ${beside}`,
    )
  }
  const tokenizerText = await files.readText(tokenizerPath)
  const tokenizer = parseJson(tokenizerPath, tokenizerText)
  return {
    name: (/\/[^/]+\.onnx$/.test(path) ? dirname(path) : path).replace(/\/+$/, ''),
    onnx,
    tokenizer,
    tokenizerText,
    tokenizerConfig: await optionalJson(join(home, 'tokenizer_config.json'), files),
    config: await optionalJson(join(home, 'config.json'), files),
    generationConfig: await optionalJson(join(home, 'generation_config.json'), files),
    chatTemplate: await optionalText(join(home, 'chat_template.jinja'), files),
  }
}

async function findGraph(path: string, files: Files): Promise<string> {
  const kind = await files.kind(path)
  if (kind === 'file') {
    if (path.endsWith('.onnx')) return path
    throw new LossgapError(
      'MODEL_UNSUPPORTED',
      `${path} is not an ONNX model`,
      'Name an .onnx file or the folder of an ONNX export (optimum-cli export onnx --model NAME FOLDER)',
    )
  }
  if (kind === 'missing') {
    throw new LossgapError(
      'MODEL_MISSING',
      `No model at ${path}`,
      'Check the path: a folder with model.onnx, or an .onnx file',
    )
  }
  for (const name of GRAPH_NAMES) {
    if ((await files.kind(join(path, name))) === 'file') return join(path, name)
  }
  const graphs = (await files.names(path)).filter(name => name.endsWith('.onnx'))
  if (graphs.length === 1) return join(path, graphs[0]!)
  throw new LossgapError(
    'MODEL_MISSING',
    graphs.length === 0
      ? `${path} holds no .onnx file`
      : `${path} holds several models: ${graphs.join(', ')}`,
    graphs.length === 0
      ? 'Export the model first: optimum-cli export onnx --model NAME FOLDER'
      : `Name one of them, for example ${join(path, graphs[0]!)}`,
  )
}

/** A JSON object, or an empty one where there is no such file. @throws LossgapError TOKENIZER_INVALID. */
export async function optionalJson(path: string, files: Files): Promise<Record<string, unknown>> {
  return (await files.kind(path)) === 'file' ? parseJson(path, await files.readText(path)) : {}
}

async function optionalText(path: string, files: Files): Promise<string | undefined> {
  return (await files.kind(path)) === 'file' ? files.readText(path) : undefined
}

function parseJson(path: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
    throw new Error('not a JSON object')
  } catch (cause) {
    throw new LossgapError(
      'TOKENIZER_INVALID',
      `${path} cannot be read (${(cause as Error).message})`,
      `Download ${basename(path)} of this model again`,
      { cause },
    )
  }
}
