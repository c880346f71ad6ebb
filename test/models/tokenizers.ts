import type { ModelFiles } from '../../src/models/model-files.js'
import { type BosPolicy, loadTokenizer, type Tokenizer } from '../../src/models/tokenizer.js'

/** Tokenizers in small, of the three families that exports come with. Ids are positions in the lists of tokens. */

/** The character that stands for each byte in a byte-level vocabulary: itself where printable, or else from U+0100 on. */
function byteCharacters(): string[] {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255)
  let next = 256
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++))
}

const common = {
  version: '1.0',
  truncation: null,
  padding: null,
  normalizer: null,
  pre_tokenizer: null,
  decoder: null,
}
const bpe = { type: 'BPE', dropout: null, unk_token: null, fuse_unk: false, byte_fallback: false }
const vocabularyOf = (tokens: readonly string[]) => Object.fromEntries(tokens.map((token, id) => [token, id]))

export interface AddedToken {
  readonly id: number
  readonly content: string
  readonly rstrip?: boolean
}

const addedTokens = (tokens: readonly AddedToken[]) =>
  tokens.map(token => ({
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
    single_word: false,
    ...token,
  }))

/** 256 bytes and the word " the" (ids 256–258), as GPT-2 does it. */
export function byteLevel(added: readonly AddedToken[] = []) {
  const level = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }
  return {
    ...common,
    added_tokens: addedTokens(added),
    pre_tokenizer: level,
    post_processor: null,
    model: {
      ...bpe,
      vocab: vocabularyOf([...byteCharacters(), 'Ġt', 'Ġth', 'Ġthe']),
      merges: ['Ġ t', 'Ġt h', 'Ġth e'],
    },
  }
}

/** A template that puts <s> before a text and </s> behind it, as Llama's does for BOS and T5's for EOS. */
export const template = (bos: boolean, eos: boolean) => ({
  type: 'TemplateProcessing',
  single: [
    ...(bos ? [{ SpecialToken: { id: '<s>', type_id: 0 } }] : []),
    { Sequence: { id: 'A', type_id: 0 } },
    ...(eos ? [{ SpecialToken: { id: '</s>', type_id: 0 } }] : []),
  ],
  pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
  special_tokens: {
    '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] },
    '</s>': { id: '</s>', ids: [2], tokens: ['</s>'] },
  },
})

export const SENTENCE_PIECES = ['<unk>', '<s>', '</s>', '▁', 't', 'h', 'e', '▁t', '▁th', '▁the', '中', 'a']

/** Llama's kind: spaces are ▁, one goes before the text, and what is not in the vocabulary is spelt in bytes. */
export function sentencePiece(postProcessor: object | null = template(true, false)) {
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  )
  return {
    ...common,
    added_tokens: addedTokens(['<unk>', '<s>', '</s>'].map((content, id) => ({ id, content }))),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    },
    post_processor: postProcessor,
    model: {
      ...bpe,
      unk_token: '<unk>',
      byte_fallback: true,
      vocab: vocabularyOf([...SENTENCE_PIECES, ...bytes]),
      merges: ['▁ t', '▁t h', '▁th e'],
    },
  }
}

/** BERT's kind: whole words, accents and spaces dropped, so that text cannot be put together again. */
export function words(tokens: readonly string[]) {
  return {
    ...common,
    added_tokens: [],
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: true,
      lowercase: true,
    },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    model: { type: 'WordLevel', vocab: vocabularyOf(tokens), unk_token: '[UNK]' },
  }
}

export function load(
  tokenizer: object,
  config: Record<string, unknown> = {},
  policy: BosPolicy = 'auto',
): Tokenizer {
  const files: ModelFiles = {
    name: 'model',
    onnx: 'model/model.onnx',
    tokenizer,
    tokenizerConfig: config,
    tokenizerText: JSON.stringify(tokenizer),
    config: {},
    generationConfig: {},
    chatTemplate: undefined,
  }
  return loadTokenizer(files, policy)
}
