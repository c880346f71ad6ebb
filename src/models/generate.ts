import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { type ChatPrompt, chatPromptOf } from './chat-prompt.js'
import { openHeaded } from './headed-session.js'
import { LAST_LOGITS, lastLogitsHead } from './last-logits.js'
import type { ModelFiles } from './model-files.js'
import { nextToken, type Sampling } from './next-token.js'
import { logitsOf } from './onnx-facts.js'
import { inputsOf } from './onnx-inputs.js'
import type { OnnxOptions } from './onnx-session.js'
import { prepareModel } from './open-model.js'
import { namedToken, type Tokenizer } from './tokenizer.js'

export interface Decoding {
  /** Longest continuation in tokens. */
  readonly maxTokens: number
  /** Absent: greedy, always the likeliest token. */
  readonly sampling?: Sampling | undefined
}

export interface Continuation {
  readonly ids: Int32Array
  readonly text: string
  /** `end`: the model ended it. `length`: it was cut off, at `maxTokens` or at the end of the context. */
  readonly stopped: 'end' | 'length'
}

/** A local language model that writes. It owns its memory until `dispose`. */
export interface Generator {
  readonly name: string
  readonly modelSha256: string
  /** Things that a reader of what it wrote should know. */
  readonly notes: readonly string[]
  /** Continues the text of these tokens, which are read as they are. */
  continue(ids: Int32Array, decoding: Decoding): Promise<Continuation>
  /**
   * What a reader should know of how it is spoken to.
   * @throws LossgapError MODEL_UNSUPPORTED for a model without a chat template.
   */
  chatNotes(): readonly string[]
  /** Answers a user's message. @throws LossgapError MODEL_UNSUPPORTED for a model without a chat template. */
  answer(message: string, decoding: Decoding): Promise<Continuation>
  dispose(): Promise<void>
}

/**
 * Opens an ONNX language model to write with. There is no key-value cache: each token is a forward pass over all before
 * it, so that n tokens after a prompt of p cost about n·(p + n/2) tokens of reading. That runs every export there is,
 * and is slow.
 */
export async function openGenerator(path: string, options: OnnxOptions, files: Files): Promise<Generator> {
  // A chat template writes the BOS token itself.
  const { onnx, tokenizer, model } = await prepareModel(path, 'never', files)
  const { graph, session } = await openHeaded(
    onnx,
    graph => lastLogitsHead(logitsOf(graph, model.name)),
    options,
  )
  const ends = endsOf(model, tokenizer)
  let chat: ChatPrompt | undefined
  const chatPrompt = () => {
    chat ??= chatPromptOf(model, tokenizer)
    return chat
  }

  async function next(ids: Int32Array, sampling: Sampling | undefined): Promise<number> {
    const feeds = inputsOf(graph.inputs, [ids], model.name)
    const outputs = await session.run(feeds, [LAST_LOGITS], `${ids.length} tokens`)
    const token = nextToken(outputs[LAST_LOGITS].data, sampling)
    if (token !== undefined) return token
    throw new LossgapError(
      'LOGITS_NOT_FINITE',
      `${model.name} gives logits that are no numbers after ${ids.length} tokens`,
      'Export it again in float32; half precision overflows in some models',
    )
  }

  async function continued(ids: Int32Array, { maxTokens, sampling }: Decoding): Promise<Continuation> {
    if (ids.length === 0) throw new RangeError('A continuation needs a token to begin with')
    const longest = Math.min(ids.length + maxTokens, onnx.contextLength)
    const result = (all: readonly number[], stopped: Continuation['stopped']) => {
      const written = Int32Array.from(all.slice(ids.length))
      return { ids: written, text: tokenizer.decode(written), stopped }
    }
    const all = [...ids]
    while (all.length < longest) {
      const token = await next(Int32Array.from(all), sampling)
      if (ends.has(token)) return result(all, 'end')
      all.push(token)
    }
    return result(all, 'length')
  }

  return {
    name: model.name,
    modelSha256: onnx.modelSha256,
    notes: [...onnx.notes, ...session.notes],
    continue: continued,
    chatNotes: () => chatPrompt().notes,
    async answer(message, decoding) {
      return continued(tokenizer.encode(chatPrompt().render(message)).ids, decoding)
    },
    dispose: () => session.release(),
  }
}

/** Tokens that end a text: exports name one or several, in any of three files, and they do not always agree. */
function endsOf({ config, generationConfig, ...model }: ModelFiles, tokenizer: Tokenizer): Set<number> {
  const named = namedToken(model, 'eos_token')
  const stated = [config.eos_token_id, generationConfig.eos_token_id].flat()
  const ids = [...stated, named === undefined ? undefined : tokenizer.idOf(named)]
  return new Set(ids.filter(id => typeof id === 'number'))
}
