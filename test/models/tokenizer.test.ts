import { describe, expect, it } from 'vitest'
import { tokenByteLengths } from '../../src/models/byte-spans.js'
import type { Tokenizer } from '../../src/models/tokenizer.js'
import { byteLevel, load, SENTENCE_PIECES, sentencePiece, template, words } from './tokenizers.js'

const BOS = { bos_token: '<s>' }
const piece = (token: string) => SENTENCE_PIECES.indexOf(token)
/** Id of the piece that spells a byte. */
const byte = (value: number) => SENTENCE_PIECES.length + value

const idsOf = (tokenizer: Tokenizer, text: string) => [...tokenizer.encode(text).ids]

describe('byte spans', () => {
  it('of a byte-level tokenizer: a token covers one byte a character', () => {
    const { ids, byteOffsets, exactBytes } = load(byteLevel()).encode('a the中👍\n')
    // a · " the" · E4 B8 AD · F0 9F 91 8D · newline
    expect([...ids]).toEqual([0x61, 258, 0xe4, 0xb8, 0xad, 0xf0, 0x9f, 0x91, 0x8d, 0x0a])
    expect([...byteOffsets]).toEqual([0, 1, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    expect(exactBytes).toBe(true)
  })

  it('of a SentencePiece tokenizer: ▁ is a space, except for the one that is put before the text', () => {
    const { ids, byteOffsets, exactBytes } = load(sentencePiece(), { add_bos_token: false }).encode(
      'the a 中',
    )
    expect([...ids]).toEqual(['▁the', '▁', 'a', '▁', '中'].map(piece))
    expect([...byteOffsets]).toEqual([0, 3, 4, 5, 6, 9])
    expect(exactBytes).toBe(true)
  })

  it('of pieces that spell single bytes', () => {
    const { ids, byteOffsets, exactBytes } = load(sentencePiece(), { add_bos_token: false }).encode('the👍a')
    expect([...ids]).toEqual([piece('▁the'), byte(0xf0), byte(0x9f), byte(0x91), byte(0x8d), piece('a')])
    expect([...byteOffsets]).toEqual([0, 3, 4, 5, 6, 7, 8])
    expect(exactBytes).toBe(true)
  })

  it('begin behind a BOS token, which covers nothing', () => {
    const { ids, byteOffsets } = load(sentencePiece()).encode('the')
    expect([...ids]).toEqual([1, piece('▁the')])
    expect([...byteOffsets]).toEqual([0, 0, 3])
  })

  it('of added tokens: their own spelling', () => {
    const { ids, byteOffsets, exactBytes } = load(byteLevel([{ id: 259, content: '<|é|>' }])).encode(
      'a<|é|>b',
    )
    expect([...ids]).toEqual([0x61, 259, 0x62])
    expect([...byteOffsets]).toEqual([0, 1, 7, 8])
    expect(exactBytes).toBe(true)
  })

  it.each([
    // Ten bytes of words for eleven of text; half of 11, rounded, goes to the first.
    ['a space is dropped', 'hello world', [0, 6, 11]],
    // é is two bytes of text and one of the token: 5 of 10 bytes are spelt, for 11.
    ['an accent is dropped', 'héllo', [0, 6]],
  ])('are in proportion and flagged where %s', (_, text, offsets) => {
    const encoding = load(words(['[UNK]', 'hello', 'world']), { unk_token: '[UNK]' }).encode(text)
    expect([...encoding.byteOffsets]).toEqual(offsets)
    expect(encoding.exactBytes).toBe(false)
  })

  it('are flagged where an added token swallows the space behind it', () => {
    const tokenizer = load(byteLevel([{ id: 259, content: '<|x|>', rstrip: true }]))
    const { byteOffsets, exactBytes } = tokenizer.encode('<|x|>  ab')
    expect(byteOffsets.at(-1)).toBe(9)
    expect(exactBytes).toBe(false)
  })

  const TEXTS = [
    '',
    ' ',
    'the',
    '  the  ',
    'a\u00a0中文',
    '👩‍👩‍👧 the end',
    'é́',
    'ﬁ ½',
    '\u2581',
    'a\tb\r\n',
    '<0x41>',
  ]
  it.each([
    ['byte-level', load(byteLevel())],
    ['SentencePiece', load(sentencePiece())],
    ['words', load(words(['[UNK]', 'the']), { unk_token: '[UNK]' })],
  ])('add up to the text: %s', (_, tokenizer) => {
    for (const text of TEXTS) {
      const { ids, byteOffsets } = tokenizer.encode(text)
      expect(byteOffsets).toHaveLength(ids.length + 1)
      expect([...byteOffsets]).toEqual([...byteOffsets].sort((a, b) => a - b))
      const covered = ids.length > (ids[0] === tokenizer.bosId ? 1 : 0)
      if (covered) expect(byteOffsets.at(-1), text).toBe(Buffer.byteLength(text))
    }
  })

  it('are exact for every text of a byte-level tokenizer', () => {
    for (const text of TEXTS) expect(load(byteLevel()).encode(text).exactBytes, text).toBe(true)
  })

  it('are given in full to tokens without a spelling', () => {
    expect(tokenByteLengths(['', ''], 'ab', true, new Set())).toEqual({ lengths: [0, 0], exact: false })
  })
})

describe('BOS', () => {
  const post = template(true, true)
  it.each([
    // policy, tokenizer_config.json, post-processor, ids before the text
    ['auto', { ...BOS, add_bos_token: true }, null, [1]],
    ['auto', { ...BOS, add_bos_token: true }, post, [1]],
    ['auto', { ...BOS, add_bos_token: false }, post, []],
    ['auto', { bos_token: { content: '<s>' }, add_bos_token: true }, null, [1]],
    ['auto', BOS, null, []],
    ['auto', BOS, post, [1]],
    ['auto', {}, post, [1]],
    ['auto', {}, template(false, true), []],
    ['always', BOS, null, [1]],
    ['always', { ...BOS, add_bos_token: false }, null, [1]],
    ['always', { ...BOS, add_bos_token: true }, post, [1]],
    ['never', { ...BOS, add_bos_token: true }, post, []],
  ] as const)('%s with %j and post-processor %#', (policy, config, postProcessor, before) => {
    const tokenizer = load(sentencePiece(postProcessor), config, policy)
    expect(tokenizer.bosId).toBe(before[0])
    // Never an EOS token behind the text, whatever the post-processor wants.
    expect(idsOf(tokenizer, 'the')).toEqual([...before, piece('▁the')])
  })

  it.each(['auto', 'always'] as const)('is not put before a text that brings its own (%s)', policy => {
    const tokenizer = load(sentencePiece(post), { ...BOS, add_bos_token: true }, policy)
    expect(idsOf(tokenizer, '<s>a')).toEqual([1, piece('▁'), piece('a')])
  })

  it.each([[{}], [{ bos_token: '<bos>' }], [{ bos_token: null }]])(
    'cannot be always put where no token of the vocabulary is named: %j',
    config => {
      expect(() => load(sentencePiece(), config, 'always')).toThrow(
        expect.objectContaining({
          code: 'TOKENIZER_INVALID',
          message: 'model: --bos always, but its tokenizer_config.json names no bos_token of the vocabulary',
          fix: 'Use --bos auto or --bos never',
        }),
      )
    },
  )
})

describe('vocabulary', () => {
  it('counts ids, with and without added tokens', () => {
    expect(load(byteLevel())).toMatchObject({ size: 259, baseSize: 259 })
    expect(load(byteLevel([{ id: 300, content: '<|x|>' }]))).toMatchObject({ size: 301, baseSize: 259 })
  })

  it('refuses a tokenizer.json of another kind', () => {
    expect(() => load({ model: { type: 'Unheard' } })).toThrow(
      expect.objectContaining({
        code: 'TOKENIZER_INVALID',
        message: expect.stringMatching(/^model: tokenizer\.json is not understood \(.+\)$/),
        fix: expect.stringContaining('save_pretrained'),
      }),
    )
  })

  it('refuses a word that has no id, rather than read it as token 0', () => {
    // The configuration names no unknown token, so the word has nothing to stand for it.
    const tokenizer = load(words(['hello', 'world']))
    expect(() => tokenizer.encode('hello there')).toThrow(
      expect.objectContaining({ code: 'TOKENIZER_INVALID', message: expect.stringContaining('"there"') }),
    )
  })
})
