import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers'
import { LossgapError } from '../errors.js'
import { tokenByteLengths } from './byte-spans.js'
import type { ModelFiles } from './model-files.js'

/** Whether a beginning-of-sequence token goes before each text. `auto` follows the tokenizer's configuration. */
export type BosPolicy = 'auto' | 'always' | 'never'

/** A text as the model sees it. */
export interface Encoding {
  /** Token ids, the BOS token included when there is one. */
  readonly ids: Int32Array
  /** First position that is predicted: 1, since nothing predicts position 0 (the BOS token, or the first token). */
  readonly firstScored: 1
  /** UTF-8 byte offset of each id's start in the text; one entry more than ids, the last being the text's length. */
  readonly byteOffsets: Int32Array
  /** False when the tokenizer rewrites text, so that the offsets are in proportion rather than exact. */
  readonly exactBytes: boolean
}

export interface Tokenizer {
  /** Id of the BOS token that is put before each text, or undefined when the policy is to put none. */
  readonly bosId: number | undefined
  /** Number of ids, added tokens included (highest id + 1). */
  readonly size: number
  /** Highest id + 1 of the vocabulary proper, added tokens left out. */
  readonly baseSize: number
  /** Id of a token by its spelling, such as <|im_end|>. */
  idOf(token: string): number | undefined
  encode(text: string): Encoding
  /** A text as an encoder reads it, in parts of at most `longest` tokens, each with the special tokens around it. */
  encodeWhole(text: string, longest: number): Int32Array[]
  /** The text of tokens, special ones left out. */
  decode(ids: ArrayLike<number>): string
}

/** Reads a tokenizer.json. Texts are encoded without special tokens; BOS follows the policy; EOS is never added. */
export function loadTokenizer(model: ModelFiles, policy: BosPolicy): Tokenizer {
  const tokenizer = build(model)
  const byteLevel = model.tokenizerText.includes('"ByteLevel"')
  const added = new Set([...tokenizer.get_added_tokens_decoder().values()].map(token => token.content))
  const bosId = bosOf(tokenizer, model, policy)
  return {
    bosId,
    size: highest(tokenizer.get_vocab(true).values()) + 1,
    baseSize:
      highest(
        // Ids that no token has, between the vocabulary and an added token, come as undefined.
        [...tokenizer.get_vocab(false)]
          .filter(([token]) => token !== undefined && !added.has(token))
          .map(([, id]) => id),
      ) + 1,
    idOf: token => tokenizer.token_to_id(token),
    decode: ids =>
      ids.length === 0
        ? ''
        : tokenizer.decode(Array.from(ids), {
            skip_special_tokens: true,
            clean_up_tokenization_spaces: false,
          }),
    encodeWhole(text, longest) {
      const { ids, tokens } = tokenizer.encode(text, { add_special_tokens: false })
      checkKnown(ids, tokens, model.name)
      const [before, after] = around(tokenizer)
      const room = Math.max(1, longest - before.length - after.length)
      const parts = Array.from({ length: Math.max(1, Math.ceil(ids.length / room)) }, (_, p) =>
        ids.slice(p * room, (p + 1) * room),
      )
      return parts.map(part => Int32Array.from([...before, ...part, ...after]))
    },
    encode(text) {
      const { ids, tokens } = tokenizer.encode(text, { add_special_tokens: false })
      checkKnown(ids, tokens, model.name)
      // A text that brings its own BOS must not get a second one: that shifts every score.
      const prefix = bosId !== undefined && ids[0] !== bosId ? [bosId] : []
      const { lengths, exact } = tokenByteLengths(tokens, text, byteLevel, added)
      const byteOffsets = new Int32Array(prefix.length + ids.length + 1)
      lengths.forEach((length, t) => {
        byteOffsets[prefix.length + t + 1] = byteOffsets[prefix.length + t]! + length
      })
      return { ids: Int32Array.from([...prefix, ...ids]), firstScored: 1, byteOffsets, exactBytes: exact }
    },
  }
}

/** A word without an id, where no unknown token stands for it, would be read as token 0. */
function checkKnown(ids: readonly (number | undefined)[], tokens: readonly string[], name: string): void {
  const unknown = ids.indexOf(undefined)
  if (unknown < 0) return
  throw new LossgapError(
    'TOKENIZER_INVALID',
    `${name}: its tokenizer has no id for "${tokens[unknown]}", and no unknown token to stand for it`,
    'Put the tokenizer_config.json of this model beside its tokenizer.json: it names the unk_token',
  )
}

function build(model: ModelFiles): HuggingFaceTokenizer {
  try {
    return new HuggingFaceTokenizer(model.tokenizer, model.tokenizerConfig)
  } catch (cause) {
    throw new LossgapError(
      'TOKENIZER_INVALID',
      `${model.name}: tokenizer.json is not understood (${(cause as Error).message})`,
      'It must be a Hugging Face fast tokenizer: save it with AutoTokenizer.from_pretrained(NAME).save_pretrained(FOLDER)',
      { cause },
    )
  }
}

/**
 * `auto`: the configuration's add_bos_token when it is stated, otherwise what the tokenizer's own post-processor
 * puts before a text.
 */
function bosOf(tokenizer: HuggingFaceTokenizer, model: ModelFiles, policy: BosPolicy): number | undefined {
  if (policy === 'never') return undefined
  const token = namedToken(model, 'bos_token')
  const id = token === undefined ? undefined : tokenizer.token_to_id(token)
  if (policy === 'always') {
    if (id !== undefined) return id
    throw new LossgapError(
      'TOKENIZER_INVALID',
      `${model.name}: --bos always, but its tokenizer_config.json names no bos_token of the vocabulary`,
      'Use --bos auto or --bos never',
    )
  }
  if (model.tokenizerConfig.add_bos_token === false) return undefined
  if (model.tokenizerConfig.add_bos_token === true && id !== undefined) return id
  const plain = tokenizer.encode('a', { add_special_tokens: false }).ids
  const special = tokenizer.encode('a', { add_special_tokens: true }).ids
  return special[0] !== plain[0] ? special[0] : undefined
}

/** The special tokens that the tokenizer's post-processor puts before and after a text. */
function around(tokenizer: HuggingFaceTokenizer): [number[], number[]] {
  const plain: number[] = tokenizer.encode('a', { add_special_tokens: false }).ids
  const special: number[] = tokenizer.encode('a', { add_special_tokens: true }).ids
  const start = special.findIndex((_, i) => plain.every((id, p) => special[i + p] === id))
  return start < 0 ? [[], []] : [special.slice(0, start), special.slice(start + plain.length)]
}

/** A token that tokenizer_config.json names, as text or as an object with its content. */
export function namedToken(
  { tokenizerConfig }: Pick<ModelFiles, 'tokenizerConfig'>,
  name: 'bos_token' | 'eos_token',
): string | undefined {
  const stated = tokenizerConfig[name]
  return typeof stated === 'string' ? stated : (stated as { content?: string } | null | undefined)?.content
}

function highest(ids: Iterable<number>): number {
  let max = -1
  for (const id of ids) if (id > max) max = id
  return max
}
